//! Small forms of documents that name the same parts again and again: the fuzzer makes larger ones of them.

use crate::document::of_objects;

/// One of each kind.
pub fn all() -> impl Iterator<Item = Vec<u8>> {
    let kinds = [names(), pages(), codes(), fields(), attachments(), packed()];
    kinds.into_iter().map(|objects| of_objects(&objects))
}

fn catalogue(entries: &str) -> String {
    format!("<</Pages 2 0 R{entries}>>")
}

fn no_pages() -> String {
    "<</Kids[]>>".into()
}

fn stream(keys: &str, bytes: &str) -> String {
    format!("<</Length {}{keys}>>stream\n{bytes}\nendstream", bytes.len())
}

/// A tree of names that doubles at each level and comes back to itself.
fn names() -> Vec<String> {
    let nodes = (3..9).map(|at| format!("<</Kids[{0} 0 R {0} 0 R 3 0 R]>>", at + 1));
    let first = [catalogue("/Names<</EmbeddedFiles 3 0 R>>"), no_pages()];
    first.into_iter().chain(nodes).chain(["<</Names[(a)3 0 R]>>".into()]).collect()
}

/// Pages that share their content.
fn pages() -> Vec<String> {
    let content = stream("", &"q 0 0 9 9 re f (a) Tj BT ".repeat(9));
    let page = "<</Parent 2 0 R/Contents[4 0 R 4 0 R]>>".to_owned();
    vec![catalogue(""), "<</Kids[3 0 R 5 0 R 6 0 R]>>".into(), page.clone(), content, page.clone(), page]
}

/// A face with more codes than there are.
fn codes() -> Vec<String> {
    let page = "<</Parent 2 0 R/Contents 4 0 R/Resources<</Font<</A 5 0 R/B 5 0 R>>>>>>".into();
    let face = "<</Subtype/Type0/ToUnicode 6 0 R>>".into();
    let table = stream("", &format!("{}endbfrange", "<0000> <0fff> <0041> ".repeat(3)));
    let content = stream("", "/A 9 Tf <00010002> Tj /B 9 Tf [<0003>] TJ");
    vec![catalogue(""), "<</Kids[3 0 R]>>".into(), page, content, face, table]
}

/// Fields that share their signature.
fn fields() -> Vec<String> {
    let field = "<</FT/Sig/V 3 0 R/Kids[4 0 R 5 0 R]>>".to_owned();
    let value = "<</ByteRange[0 9 20 9]/Contents<00>/M(D:20230101)>>".into();
    vec![catalogue("/AcroForm<</Fields[4 0 R 5 0 R]>>"), no_pages(), value, field.clone(), field]
}

/// Attachments that share their bytes.
fn attachments() -> Vec<String> {
    let file = "<</F(dorkarta.json)/EF<</F 3 0 R>>>>".repeat(3);
    let deep = format!("{{\"формат\":1,\"программа\":\"\",\"стандарты\":\"\",\"данные\":{:[<20}{:]<20}}}", "", "");
    vec![catalogue(&format!("/AF[{file}]")), no_pages(), stream("", &deep)]
}

/// Streams that claim more objects than they have.
fn packed() -> Vec<String> {
    let table = stream("/Type/XRef/W[0 0 1]/Size 60000000", "0123");
    vec![catalogue(""), no_pages(), stream("/Type/ObjStm/N 60000000/First 4", "1 0 <<>>"), table]
}
