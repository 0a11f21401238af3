//! ГОСТ Р 34.10-2012 (RFC 7091): whether a signature was made with the key of a certificate.
//!
//! There is no maintained crate for it, so it is reckoned here, over `num-bigint`. Nothing is secret: both the key and the
//! signature are public, so the time that it takes may tell everything.

use num_bigint::BigUint;

use super::asn1::{OCTET_STRING, Value};
use super::certificate::PublicKey;

/// Reckons a signature of a digest. `None` if the curve is not known.
pub(super) fn check(key: &PublicKey, signed: &[u8], value: &[u8]) -> Option<bool> {
    let curve = Curve::of(key.curve.as_deref()?)?;
    let point = Value::only(&key.bits)?.of(OCTET_STRING)?.content;
    let (x, y) = point.split_at(point.len() / 2);
    let point = (BigUint::from_bytes_le(x), BigUint::from_bytes_le(y));
    // First s, then r: RFC 9215.
    let (s, r) = value.split_at(value.len() / 2);
    let numbers = (BigUint::from_bytes_be(r), BigUint::from_bytes_be(s));
    // The digest comes with its lowest byte first.
    Some(curve.is_signed(&point, &BigUint::from_bytes_le(signed), numbers))
}

/// A curve `y² = x³ + ax + b` over the numbers below `p`, with a point of the order `q`.
struct Curve {
    p: BigUint,
    a: BigUint,
    b: BigUint,
    q: BigUint,
    point: (BigUint, BigUint),
}

/// A point, or none: the zero of the sum of points.
type Point = Option<(BigUint, BigUint)>;

impl Curve {
    /// The curve that an object identifier names.
    fn of(object: &str) -> Option<Self> {
        let numbers = CURVES.iter().find(|(objects, _)| objects.contains(&object))?.1;
        Self::new(numbers)
    }

    fn new([p, a, b, q, x, y]: [&str; 6]) -> Option<Self> {
        let number = |digits: &str| BigUint::parse_bytes(digits.as_bytes(), 16);
        Some(Self { p: number(p)?, a: number(a)?, b: number(b)?, q: number(q)?, point: (number(x)?, number(y)?) })
    }

    /// RFC 7091, 6.2.
    fn is_signed(&self, key: &(BigUint, BigUint), digest: &BigUint, (r, s): (BigUint, BigUint)) -> bool {
        let (zero, one) = (BigUint::ZERO, BigUint::from(1_u8));
        let is_number = |number: &BigUint| *number != zero && *number < self.q;
        if !self.holds(key) || !is_number(&r) || !is_number(&s) {
            return false;
        }
        let e = match digest % &self.q {
            e if e == zero => one,
            e => e,
        };
        let Some(v) = e.modinv(&self.q) else { return false };
        let z1 = &s * &v % &self.q;
        let z2 = (&self.q - &r) * v % &self.q;
        let sum = self.sum(self.times(&self.point, &z1), self.times(key, &z2));
        sum.is_some_and(|(x, _)| x % &self.q == r)
    }

    /// Whether a point lies on the curve.
    fn holds(&self, (x, y): &(BigUint, BigUint)) -> bool {
        let right = (x * x * x + &self.a * x + &self.b) % &self.p;
        *x < self.p && *y < self.p && y * y % &self.p == right
    }

    fn times(&self, point: &(BigUint, BigUint), number: &BigUint) -> Point {
        let mut sum = None;
        for at in (0..number.bits()).rev() {
            sum = self.sum(sum.clone(), sum);
            if number.bit(at) {
                sum = self.sum(sum, Some(point.clone()));
            }
        }
        sum
    }

    fn sum(&self, one: Point, other: Point) -> Point {
        let ((x1, y1), (x2, y2)) = match (one, other) {
            (None, point) | (point, None) => return point,
            (Some(one), Some(other)) => (one, other),
        };
        let p = &self.p;
        let less = |one: &BigUint, other: &BigUint| (one + p - other) % p;
        // The slope has no value where the points are opposite to each other.
        let slope = match x1 == x2 && y1 == y2 {
            true => (BigUint::from(3_u8) * &x1 * &x1 + &self.a) * (&y1 * 2_u8 % p).modinv(p)?,
            false => less(&y2, &y1) * less(&x2, &x1).modinv(p)?,
        } % p;
        let x = less(&less(&(&slope * &slope % p), &x1), &x2);
        let y = less(&(slope * less(&x1, &x) % p), &y1);
        Some((x, y))
    }
}

/// The curves that keys of offices are on, each with the object identifiers that name it: p, a, b, q, x, y.
/// RFC 4357, 11.4 (CryptoPro), RFC 7836, appendix A (ТК 26), RFC 9215, appendix C (which are the same).
const CURVES: [(&[&str], [&str; 6]); 7] = [
    (
        &["1.2.643.7.1.2.1.1.1"],
        [
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd97",
            "c2173f1513981673af4892c23035a27ce25e2013bf95aa33b22c656f277e7335",
            "295f9bae7428ed9ccc20e7c359a9d41a22fccd9108e17bf7ba9337a6f8ae9513",
            "400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67",
            "91e38443a5e82c0d880923425712b2bb658b9196932e02c78b2582fe742daa28",
            "32879423ab1a0375895786c4bb46e9565fde0b5344766740af268adb32322e5c",
        ],
    ),
    (
        &["1.2.643.7.1.2.1.1.2", "1.2.643.2.2.35.1", "1.2.643.2.2.36.0"],
        [
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd97",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd94",
            "a6",
            "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893",
            "1",
            "8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14",
        ],
    ),
    (
        &["1.2.643.7.1.2.1.1.3", "1.2.643.2.2.35.2"],
        [
            "8000000000000000000000000000000000000000000000000000000000000c99",
            "8000000000000000000000000000000000000000000000000000000000000c96",
            "3e1af419a269a5f866a7d3c25c3df80ae979259373ff2b182f49d4ce7e1bbc8b",
            "800000000000000000000000000000015f700cfff1a624e5e497161bcc8a198f",
            "1",
            "3fa8124359f96680b83d1c3eb2c070e5c545c9858d03ecfb744bf8d717717efc",
        ],
    ),
    (
        &["1.2.643.7.1.2.1.1.4", "1.2.643.2.2.35.3", "1.2.643.2.2.36.1"],
        [
            "9b9f605f5a858107ab1ec85e6b41c8aacf846e86789051d37998f7b9022d759b",
            "9b9f605f5a858107ab1ec85e6b41c8aacf846e86789051d37998f7b9022d7598",
            "805a",
            "9b9f605f5a858107ab1ec85e6b41c8aa582ca3511eddfb74f02f3a6598980bb9",
            "0",
            "41ece55743711a8c3cbf3783cd08c0ee4d4dc440d4641a8f366e550dfdb3bb67",
        ],
    ),
    (
        &["1.2.643.7.1.2.1.2.1"],
        [
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc4",
            "e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275",
            "3",
            "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
        ],
    ),
    (
        &["1.2.643.7.1.2.1.2.2"],
        [
            "8000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000006f",
            "8000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000006c",
            "687d1b459dc841457e3e06cf6f5e2517b97c7d614af138bcbf85dc806c4b289f3e965d2db1416d217f8b276fad1ab69c50f78bee1fa3106efb8ccbc7c5140116",
            "800000000000000000000000000000000000000000000000000000000000000149a1ec142565a545acfdb77bd9d40cfa8b996712101bea0ec6346c54374f25bd",
            "2",
            "1a8f7eda389b094c2c071e3647a8940f3c123b697578c213be6dd9e6c8ec7335dcb228fd1edf4a39152cbcaaf8c0398828041055f94ceeec7e21340780fe41bd",
        ],
    ),
    (
        &["1.2.643.7.1.2.1.2.3"],
        [
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7",
            "dc9203e514a721875485a529d2c722fb187bc8980eb866644de41c68e143064546e861c0e2c9edd92ade71f46fcf50ff2ad97f951fda9f2a2eb6546f39689bd3",
            "b4c4ee28cebc6c2c8ac12952cf37f16ac7efb6a9f69f4b57ffda2e4f0de5ade038cbc2fff719d2c18de0284b8bfef3b52b8cc7a5f5bf0a3c8d2319a5312557e1",
            "3fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc98cdba46506ab004c33a9ff5147502cc8eda9e7a769a12694623cef47f023ed",
            "e2e31edfc23de7bdebe241ce593ef5de2295b7a9cbaef021d385f7074cea043aa27272a7ae602bf2a7b9033db9ed3610c6fb85487eae97aac5bc7928c1950148",
            "f5ce40d95b5eb899abbccff5911cb8577939804d6527378b8c108c3d2090ff9be18e2d33e3021ed2ef32d85822423b6304f726aa854bae07d0396e9a9addc40f",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn number(digits: &str) -> BigUint {
        BigUint::parse_bytes(digits.as_bytes(), 16).unwrap()
    }

    /// A slip in any of the numbers would break this.
    #[test]
    fn every_curve_holds_its_point_and_the_point_has_its_order() {
        for (objects, numbers) in CURVES {
            let curve = Curve::new(numbers).unwrap();
            assert!(curve.holds(&curve.point), "{objects:?}");
            assert_eq!(curve.times(&curve.point, &curve.q), None, "{objects:?}");
        }
    }

    /// RFC 7091, 7.1.
    #[test]
    fn the_example_of_the_standard_is_signed() {
        let curve = Curve::new([
            "8000000000000000000000000000000000000000000000000000000000000431",
            "7",
            "5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7e",
            "8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3",
            "2",
            "8e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8",
        ])
        .unwrap();
        let key = (
            number("7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80b"),
            number("26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77da"),
        );
        let digest = number("2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5");
        let r = number("41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493");
        let s = number("1456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40");
        assert!(curve.is_signed(&key, &digest, (r.clone(), s.clone())));
        assert!(!curve.is_signed(&key, &(digest.clone() + 1_u8), (r.clone(), s.clone())));
        assert!(!curve.is_signed(&key, &digest, (r.clone(), s.clone() + 1_u8)));
        assert!(!curve.is_signed(&key, &digest, (BigUint::ZERO, s.clone())));
        assert!(!curve.is_signed(&(key.1, key.0), &digest, (r, s)));
    }
}
