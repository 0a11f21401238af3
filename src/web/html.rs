//! Markup, into which text of data comes in one way only.

use dorkarta_core::diagnostics::render::escape;

/// Markup that grows. What is no text of the program's own goes through [`Html::text`] and [`Html::attribute`], which the
/// types see to: markup is `'static`.
#[derive(Debug, Default)]
pub(super) struct Html(String);

impl Html {
    /// Adds markup of the program's own.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds a text: no sign of it is markup, and signs that are not seen are shown by their numbers. Lines stay lines.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.0.push_str("<br>");
            }
            self.escaped(&escape(line));
        }
        self
    }

    /// Adds an attribute to a tag that is still open.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        self.escaped(&value.split('\n').map(escape).collect::<Vec<_>>().join(" "));
        self.0.push('"');
        self
    }

    /// Adds an attribute whose value is a number.
    pub(super) fn number(&mut self, name: &'static str, value: impl TryInto<u64>) -> &mut Self {
        let value = value.try_into().unwrap_or_default();
        self.attribute(name, &value.to_string())
    }

    /// Adds other markup.
    pub(super) fn part(&mut self, part: &Self) -> &mut Self {
        self.0.push_str(&part.0);
        self
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c => self.0.push(c),
            }
        }
    }

    /// The markup.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup as it is sent.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let mut html = Html::default();
        html.markup("<a").attribute("title", "\" onclick='x'\n<&").markup(">").text("<script>\n\u{202e}&amp;");
        assert_eq!(
            html.into_string(),
            "<a title=\"&quot; onclick=&#39;x&#39; &lt;&amp;\">&lt;script&gt;<br>\\u{202e}&amp;amp;"
        );
    }
}
