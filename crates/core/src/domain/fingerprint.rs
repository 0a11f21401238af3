//! Short, lasting names for texts, and for the activities of a plan.

use super::plan::Plan;

/// FNV-1a in 64 bits: the hashes of the standard library may change with its version.
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Plan {
    /// What tells this edition of the plan from others: its activities with their numbers, codes, names and due dates.
    /// Blanks and line ends make no difference.
    pub fn fingerprint(&self) -> String {
        let mut words = String::new();
        for (activity, label) in self.activities().zip(self.labels()) {
            let code = activity.code.as_deref().unwrap_or_default();
            for text in [label.as_str(), code, &activity.name, activity.due.as_deref().unwrap_or_default()] {
                words.extend(text.split_whitespace().flat_map(|word| [word, " "]));
                words.push('\n');
            }
        }
        format!("{:016x}", fingerprint(&words))
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn the_fingerprint_is_that_of_the_paper() {
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }
}
