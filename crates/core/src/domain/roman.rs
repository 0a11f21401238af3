//! Roman numerals, for the designations of directions.

/// A number as a Roman numeral: `4` is `IV`. Zero gives an empty text.
pub fn roman(mut number: usize) -> String {
    const DIGITS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut numeral = String::new();
    for (value, digit) in DIGITS {
        while number >= value {
            numeral.push_str(digit);
            number -= value;
        }
    }
    numeral
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn numerals_are_the_usual_ones() {
        let numerals: Vec<_> = [1, 2, 3, 4, 5, 9, 14, 40, 1990, 0].into_iter().map(roman).collect();
        assert_eq!(numerals, ["I", "II", "III", "IV", "V", "IX", "XIV", "XL", "MCMXC", ""]);
    }
}
