//! Workbooks that Excel opens without asking for a password though they are encrypted ([MS-OFFCRYPTO]): where only the
//! structure is protected, they are so with a password that everybody knows.

mod package;
mod stream;

pub(super) use self::package::open as open_package;
pub(super) use self::stream::open as open_stream;

/// The password that stands for none.
const KNOWN: &str = "VelvetSweatshop";

/// A password in the bytes of which keys are made.
fn wide(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
