//! What every code means: for `dorkarta check --explain CODE`.

use std::sync::LazyLock;

use super::problem::Family;
use super::{
    Advice, CopyProblem, EditionProblem, FileProblem, FormProblem, LintProblem, MonitoringProblem, PacketProblem,
    PageProblem, PdfProblem, PlanProblem, Severity, SignProblem, SignatureProblem, SummaryProblem, ValueProblem,
    WordProblem, WorkbookProblem, YamlProblem,
};

/// The long text of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Where it is met.
    pub example: Advice,
    /// What to do.
    pub advice: Advice,
}

impl Explanation {
    /// How grave it is, by the first letter of the code.
    pub fn severity(&self) -> Severity {
        Severity::of(self.code)
    }
}

/// The explanation of a code, typed in any case.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    EXPLANATIONS.iter().find(|explanation| explanation.code.eq_ignore_ascii_case(code.trim()))
}

/// The code of the remark that cannot be switched off: [`FileProblem::Outside`].
const ALWAYS_TOLD: &str = "W008";

/// The codes of all remarks that can be switched off: what data name outside of their folder is no matter of the data.
pub fn remark_codes() -> impl Iterator<Item = &'static str> {
    let remarks = EXPLANATIONS.iter().filter(|explanation| explanation.severity() == Severity::Remark);
    remarks.map(|known| known.code).filter(|code| *code != ALWAYS_TOLD)
}

pub(super) fn of(
    code: &'static str,
    meaning: &'static str,
    example: impl Into<Advice>,
    advice: impl Into<Advice>,
) -> Explanation {
    Explanation { code, meaning, example: example.into(), advice: advice.into() }
}

/// All of them, in the order of their codes.
pub static EXPLANATIONS: LazyLock<Vec<Explanation>> = LazyLock::new(|| {
    let families = [
        FileProblem::explanations(),
        YamlProblem::explanations(),
        WorkbookProblem::explanations(),
        WordProblem::explanations(),
        CopyProblem::explanations(),
        ValueProblem::explanations(),
        SignProblem::explanations(),
        PlanProblem::explanations(),
        MonitoringProblem::explanations(),
        PacketProblem::explanations(),
        PageProblem::explanations(),
        EditionProblem::explanations(),
        PdfProblem::explanations(),
        SignatureProblem::explanations(),
        FormProblem::explanations(),
        SummaryProblem::explanations(),
        LintProblem::explanations(),
    ];
    let mut all = families.concat();
    all.sort_by_key(|explanation| explanation.code);
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes that a family gives, in their order.
    fn codes(source: &str) -> Vec<&str> {
        let (_, body) = source.split_once("fn code(").expect("a family has codes");
        let (body, _) = body.split_once("fn message(").expect("the messages follow");
        let is_code = |word: &&str| word.len() == 4 && word[1..].bytes().all(|byte| byte.is_ascii_digit());
        body.split('"').filter(is_code).collect()
    }

    #[test]
    fn each_family_explains_each_of_its_codes_once() {
        let families = [
            (include_str!("files.rs"), FileProblem::explanations()),
            (include_str!("yaml.rs"), YamlProblem::explanations()),
            (include_str!("workbook.rs"), WorkbookProblem::explanations()),
            (include_str!("word.rs"), WordProblem::explanations()),
            (include_str!("copies.rs"), CopyProblem::explanations()),
            (include_str!("values.rs"), ValueProblem::explanations()),
            (include_str!("signs.rs"), SignProblem::explanations()),
            (include_str!("plan.rs"), PlanProblem::explanations()),
            (include_str!("monitoring.rs"), MonitoringProblem::explanations()),
            (include_str!("packet.rs"), PacketProblem::explanations()),
            (include_str!("page.rs"), PageProblem::explanations()),
            (include_str!("editions.rs"), EditionProblem::explanations()),
            (include_str!("pdf.rs"), PdfProblem::explanations()),
            (include_str!("signature.rs"), SignatureProblem::explanations()),
            (include_str!("forms.rs"), FormProblem::explanations()),
            (include_str!("summary.rs"), SummaryProblem::explanations()),
            (include_str!("lint.rs"), LintProblem::explanations()),
        ];
        for (source, explanations) in families {
            assert_eq!(explanations.iter().map(|known| known.code).collect::<Vec<_>>(), codes(source));
        }
    }

    #[test]
    fn all_are_in_the_order_of_their_codes_and_each_is_there_once() {
        assert!(EXPLANATIONS.is_sorted_by(|former, next| former.code < next.code));
        assert_eq!(explain(" w206 ").map(|known| known.code), Some("W206"));
        assert_eq!(explain("E999"), None);
        assert!(remark_codes().all(|code| code.starts_with('W')));
        assert_eq!(FileProblem::Outside { path: String::new() }.code(), ALWAYS_TOLD);
    }
}
