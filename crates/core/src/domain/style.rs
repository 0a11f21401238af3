//! What the user may decide about the look of the document («оформление»).

/// Which edition of the standard the form follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standard {
    /// ГОСТ Р 7.0.97-2016.
    #[default]
    Gost2016,
    /// ГОСТ Р 7.0.97-2025.
    Gost2025,
    /// Corner blocks keep the lines as typed, however long.
    AsTyped,
}

/// Whether the page stands or lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// Книжная.
    Portrait,
    /// Альбомная.
    Landscape,
}

/// What of the table's head is repeated on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeadRepeat {
    /// The head itself.
    #[default]
    Head,
    /// A row of column numbers under the head, and only that.
    Numbers,
    /// Nothing: the head stands once.
    Never,
}

/// Margins that were given, in millimetres; the rest is the default of the form.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Margins {
    /// Левое.
    pub left: Option<f64>,
    /// Правое.
    pub right: Option<f64>,
    /// Верхнее.
    pub top: Option<f64>,
    /// Нижнее.
    pub bottom: Option<f64>,
}

/// The look of the document, as far as the data decides it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Style {
    /// The standard followed.
    pub standard: Standard,
    /// The face, if not the default one.
    pub face: Option<String>,
    /// Size of the text in points.
    pub size: Option<f64>,
    /// Size of the text in tables in points.
    pub table_size: Option<f64>,
    /// Margins.
    pub margins: Margins,
    /// Orientation; by default a wide table turns the page.
    pub orientation: Option<Orientation>,
    /// What is repeated of the table's head.
    pub head: HeadRepeat,
}
