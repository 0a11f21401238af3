//! Text for a console, line by line: paragraphs, and the one way in which tables are set.

use dorkarta_core::diagnostics::render::escape;
use dorkarta_core::russian::NBSP;
use textwrap::core::display_width;
use textwrap::{Options, fill, wrap};

/// Columns where no terminal sets them: in a file, in a pipe.
const WIDTH: usize = 100;
/// Wider, the eye loses its line.
const WIDEST: usize = 140;
/// Blanks between two columns of a table.
pub const GAP: usize = 2;

/// What is written, line by line.
#[derive(Debug, Default)]
pub struct Page {
    width: usize,
    text: String,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Columns of the console; with none it is not shown.
    pub width: usize,
    /// Whether its cells stand at its right edge.
    is_number: bool,
}

impl Column {
    /// A column of texts.
    pub const fn text(width: usize) -> Self {
        Self { width, is_number: false }
    }

    /// A column of numbers, which stand under each other.
    pub const fn number(width: usize) -> Self {
        Self { width, is_number: true }
    }
}

impl Page {
    /// A page as wide as the terminal, if there is one, and at least as `least`, without which words would fall apart.
    pub fn new(terminal: Option<usize>, least: usize) -> Self {
        // Where the last column is filled, some terminals begin a new line by themselves.
        let width = terminal.map_or(WIDTH, |width| width.saturating_sub(1).max(least).min(WIDEST));
        Self { width, text: String::new() }
    }

    /// Columns of the console.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether nothing is written yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// All that was written.
    pub fn text(self) -> String {
        self.text
    }

    /// A line as it is.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line of one sign across the page.
    pub fn rule(&mut self, sign: &str) {
        self.line(&sign.repeat(self.width));
    }

    /// A text in as many lines as it needs. Texts of a file must not steer a terminal.
    pub fn paragraph(&mut self, text: &str) {
        for line in wrap(&escape(text), self.width) {
            self.line(&line.replace(NBSP, " "));
        }
    }

    /// The same at a level of indentation; what goes on below stands one level deeper.
    pub fn indented(&mut self, level: usize, text: &str) {
        let (first, others) = ("  ".repeat(level), "  ".repeat(level + 1));
        let options = Options::new(self.width).initial_indent(&first).subsequent_indent(&others);
        self.line(&fill(&escape(text), options));
    }

    /// A row of a table; what is too wide for its column goes on below. Cells are escaped already.
    pub fn row(&mut self, cells: &[impl AsRef<str>], columns: &[Column]) {
        let shown = cells.iter().zip(columns).filter(|(_, column)| column.width > 0);
        let wrapped: Vec<_> = shown.map(|(cell, column)| (wrap(cell.as_ref(), column.width), column)).collect();
        let height = wrapped.iter().map(|(lines, _)| lines.len()).max().unwrap_or_default();
        for at in 0..height {
            let mut line = String::new();
            for (lines, column) in &wrapped {
                let part = lines.get(at).map_or("", |part| part.as_ref());
                let room = " ".repeat(column.width.saturating_sub(display_width(part)));
                line.push_str(&if column.is_number { format!("{room}{part}") } else { format!("{part}{room}") });
                line.push_str(&" ".repeat(GAP));
            }
            self.line(line.trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_wide_for_its_column_goes_on_below() {
        let mut page = Page::default();
        page.row(
            &["раз два три", "7", "не видно", "да"],
            &[Column::text(8), Column::number(3), Column::text(0), Column::text(4)],
        );
        assert_eq!(page.text(), "раз два     7  да\nтри\n");
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        let mut page = Page::new(Some(40), 20);
        page.paragraph("а\u{1b}[2J");
        page.indented(1, "б\u{202e}");
        assert_eq!(page.text(), "а\\u{1b}[2J\n  б\\u{202e}\n");
    }
}
