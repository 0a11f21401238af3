//! The templates and faces that the program brings along.

/// Templates by their path in the typesetter's world. A test compares the list with the folder.
pub(super) const TEMPLATES: [(&str, &str); 17] = [
    ("/amendments.typ", include_str!("../../../templates/amendments.typ")),
    ("/order.typ", include_str!("../../../templates/order.typ")),
    ("/picture.typ", include_str!("../../../templates/picture.typ")),
    ("/plan.typ", include_str!("../../../templates/plan.typ")),
    ("/report.typ", include_str!("../../../templates/report.typ")),
    ("/sheet.typ", include_str!("../../../templates/sheet.typ")),
    ("/tokens.yaml", include_str!("../../../templates/tokens.yaml")),
    ("/shared/attachment.typ", include_str!("../../../templates/shared/attachment.typ")),
    ("/shared/chart.typ", include_str!("../../../templates/shared/chart.typ")),
    ("/shared/closing.typ", include_str!("../../../templates/shared/closing.typ")),
    ("/shared/corner.typ", include_str!("../../../templates/shared/corner.typ")),
    ("/shared/page.typ", include_str!("../../../templates/shared/page.typ")),
    ("/shared/stamp.typ", include_str!("../../../templates/shared/stamp.typ")),
    ("/shared/table.typ", include_str!("../../../templates/shared/table.typ")),
    ("/shared/text.typ", include_str!("../../../templates/shared/text.typ")),
    ("/shared/tokens.typ", include_str!("../../../templates/shared/tokens.typ")),
    ("/shared/words.typ", include_str!("../../../templates/shared/words.typ")),
];

/// Faces: one with the metrics of Times, and one for signs that it lacks (₽ ☐ ✓).
pub(super) const FACES: [&[u8]; 3] = [
    include_bytes!("../../../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../../fonts/DejaVuSans.ttf"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_template_file_is_embedded() {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates"));
        let mut files = BTreeSet::new();
        for folder in ["", "shared"] {
            for entry in fs::read_dir(root.join(folder)).expect("the folder of templates") {
                let path = entry.expect("an entry").path();
                if path.extension().is_some_and(|ending| ending == "typ" || ending == "yaml") {
                    let name = path.strip_prefix(root).expect("below the root");
                    files.insert(format!("/{}", name.display()).replace('\\', "/"));
                }
            }
        }
        let embedded: BTreeSet<String> = super::TEMPLATES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(embedded, files);
    }
}
