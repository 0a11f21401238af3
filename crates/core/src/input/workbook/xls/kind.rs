//! Kinds of records.

pub(super) const FORMULA: u16 = 0x0006;
pub(super) const END: u16 = 0x000a;
pub(super) const NOTE: u16 = 0x001c;
pub(super) const DATE_MODE: u16 = 0x0022;
pub(super) const PASSWORD: u16 = 0x002f;
pub(super) const FONT: u16 = 0x0031;
pub(super) const CONTINUE: u16 = 0x003c;
pub(super) const OBJECT: u16 = 0x005d;
pub(super) const COLUMNS: u16 = 0x007d;
pub(super) const SHEET: u16 = 0x0085;
pub(super) const MUL_RK: u16 = 0x00bd;
pub(super) const RICH_TEXT: u16 = 0x00d6;
pub(super) const STYLE: u16 = 0x00e0;
pub(super) const MERGES: u16 = 0x00e5;
pub(super) const SHARED_TEXTS: u16 = 0x00fc;
pub(super) const SHARED_TEXT: u16 = 0x00fd;
pub(super) const OBJECT_TEXT: u16 = 0x01b6;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const ROW: u16 = 0x0208;
pub(super) const TEXT: u16 = 0x0204;
pub(super) const BOOL_OR_ERROR: u16 = 0x0205;
pub(super) const FORMULA_TEXT: u16 = 0x0207;
pub(super) const RK: u16 = 0x027e;
pub(super) const FORMAT: u16 = 0x041e;
pub(super) const BEGIN: u16 = 0x0809;
