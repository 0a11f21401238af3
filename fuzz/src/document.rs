//! A PDF that carries data, as small as it can be: what the typesetter would make of them, for those who only read it.

use std::fmt::Write as _;

use dorkarta_core::carried::{self, NAME, Origin, VERSION};
use dorkarta_core::tree::Node;

/// A document without pages that carries a tree.
pub fn carrying(tree: &Node) -> Vec<u8> {
    let origin =
        Origin { program: VERSION.into(), standards: "a-3a,ua-1".into(), own_faces: false, own_templates: false };
    let data = carried::write(&origin, tree).expect("a tree is texts");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(d)3 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Count 0/Kids[]>>".to_owned(),
        format!("<</Type/Filespec/F({NAME})/UF({NAME})/EF<</F 4 0 R>>>>"),
        format!("<</Length {}>>stream\n{data}\nendstream", data.len()),
    ];
    of_objects(&objects)
}

/// A document of objects that are numbered from 1, the catalogue first.
pub fn of_objects(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = String::new();
    for (object, number) in objects.iter().zip(1..) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let _ = write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    );
    file.into_bytes()
}
