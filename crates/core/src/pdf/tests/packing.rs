//! A packed file holds what the plain one held.

use super::*;

/// What stands under every number: objects, and the plain bytes of streams with what else is said of them.
fn held(file: &[u8], numbers: u32) -> Vec<Option<(Object, Vec<u8>)>> {
    let pdf = Pdf::open(file.to_vec()).expect("a good file");
    let held = |number| match pdf.find(number)? {
        Found::Object(object) => Some((object, Vec::new())),
        Found::Stream(stream) => {
            let entries = stream.dict.iter().filter(|(key, _)| !matches!(*key, b"Length" | b"Filter"));
            let names = entries.flat_map(|(key, value)| [Object::Name(key.to_vec()), value.clone()]).collect();
            Some((Object::Array(names), pdf.unpacked(&stream)?))
        }
    };
    (0..numbers).map(held).collect()
}

/// Objects as a typesetter may write them; streams too.
fn objects() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let object = prop_oneof![
        "<</Type/StructElem/S/TD/P [1-9]{1,4} 0 R/K\\[[0-9]\\]>>",
        "\\[([0-9]{1,3} 0 R ){0,30}\\]",
        "\\((endobj|endstream|stream|[a-z ]){0,9}\\)",
        "<[0-9A-F]{0,20}>",
        "/endstream[a-z]",
        Just("null".to_owned()),
    ];
    let bytes = proptest::collection::vec(any::<u8>(), 0..60);
    let stream = (bytes, any::<bool>()).prop_map(|(bytes, is_packed)| {
        let (filter, bytes) = if is_packed { ("/Filter/FlateDecode", deflated(&bytes)) } else { ("", bytes) };
        let head = format!("<</Length {}{filter}/Type/Other>>\nstream\n", bytes.len());
        [head.as_bytes(), &bytes, b"\nendstream"].concat()
    });
    proptest::collection::vec(prop_oneof![9 => object.prop_map(String::into_bytes), 1 => stream], 1..40)
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

/// A document with such objects, the properties last.
fn with(objects: Vec<Vec<u8>>, repeated: usize) -> Vec<Vec<u8>> {
    let first = [&b"<</Type/Catalog/Pages 2 0 R>>"[..], b"<</Type/Pages/Count 0/Kids[]>>"].map(<[u8]>::to_vec);
    let count = objects.len() * repeated;
    let others = objects.into_iter().cycle().take(count);
    first.into_iter().chain(others).chain([b"<</Producer(Tester)>>".to_vec()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// More than one stream of objects, too.
    #[test]
    fn every_object_is_found_again(objects in objects(), repeated in prop_oneof![Just(1_usize), Just(60)]) {
        let objects = with(objects, repeated);
        let plain = with_objects(&objects);
        let packed = pack(&plain).expect("a file as a typesetter writes it");
        let numbers = objects.len() as u32 + 1;
        prop_assert_eq!(held(&packed, numbers), held(&plain, numbers));
        let pdf = Pdf::open(packed.clone()).expect("a good file");
        prop_assert_eq!(pdf.property("Producer"), Some("Tester".to_owned()));
        prop_assert_eq!(pack(&plain), Some(packed));
    }
}

#[test]
fn a_signature_stands_behind_packed_objects() {
    let day = crate::domain::Day::new(2023, 2, 1).expect("a day");
    let packed = pack(&simple()).expect("a file as a typesetter writes it");
    let update = Update::new(&Pdf::open(packed.clone()).expect("a good file"), day).expect("room");
    let signed = update.with(b"signature").expect("room");
    assert!(signed.starts_with(&packed));
    let pdf = Pdf::open(signed).expect("a good file");
    let signatures = pdf.signatures();
    assert_eq!(signatures.iter().flatten().count(), 1);
    assert_eq!(pdf.plainly_signed(&signatures), [true]);
    let before = signatures[0].as_ref().and_then(|signature| pdf.before(signature)).expect("the document before");
    assert_eq!(before.bytes(), packed);
}

#[test]
fn what_no_typesetter_writes_stays_as_it_is() {
    let plain = simple();
    let packed = pack(&plain).expect("a file as a typesetter writes it");
    assert_eq!(pack(&packed), None);
    let start = Pdf::open(plain.clone()).expect("a good file").table_start();
    let trailer = format!("trailer<</Size 9/Root 1 0 R/Prev {start}>>\nstartxref\n{}\n%%EOF", plain.len() + 1);
    assert_eq!(pack(&[&plain, &b"\nxref\n"[..], trailer.as_bytes()].concat()), None);
    let text = String::from_utf8(plain).expect("ASCII");
    for (part, other) in [("<</Length 5>>", "<</Length 8 0 R>>"), ("4 0 obj", "4 1 obj"), ("7 0 obj", "%       ")] {
        assert_eq!(pack(text.replace(part, other).as_bytes()), None, "{other}");
    }
}
