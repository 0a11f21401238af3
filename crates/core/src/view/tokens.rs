//! Measures and faces that the templates and the program share: `templates/tokens.yaml`.

use serde::Deserialize;

/// The part of `tokens.yaml` that the view and documents for Word need; the templates read the rest.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Tokens {
    /// Left margin, mm.
    pub margin_left_mm: f64,
    /// Right margin, mm.
    pub margin_right_mm: f64,
    /// Top margin, mm.
    pub margin_top_mm: f64,
    /// Bottom margin, mm.
    pub margin_bottom_mm: f64,
    /// Between the upper edge of the sheet and the page's number, mm.
    pub page_number_distance_mm: f64,
    /// Faces in the order of preference.
    pub faces: Vec<String>,
    /// Size of the text, pt.
    pub text_size_pt: f64,
    /// Size of the text in tables, pt.
    pub table_size_pt: f64,
    /// How tight a space may be set in a justified line, per cent of its width.
    pub least_space_percent: f64,
    /// How far it may be stretched there, per cent of its width.
    pub most_space_percent: f64,
    /// Space between two lines of text, em; a line takes 1 em more.
    pub leading_em: f64,
    /// Size of the text in a report, pt.
    pub report_text_size_pt: f64,
    /// Size of the text in the tables of a report, pt.
    pub report_table_size_pt: f64,
    /// Space between two lines of a table, em; a line takes 1 em more.
    pub table_leading_em: f64,
    /// Indent of a paragraph, mm.
    pub paragraph_indent_mm: f64,
    /// Between the label of a numbered text and the text, em.
    pub label_gap_em: f64,
    /// Width of a corner block by the standard of 2016, mm.
    pub corner_width_mm: f64,
    /// Width of a corner block by the standard of 2025, mm.
    pub corner_width_2025_mm: f64,
    /// Space below a row of corner blocks, mm.
    pub corner_gap_mm: f64,
    /// Room for the pen above the line of a signature in a corner, mm.
    pub corner_signature_gap_mm: f64,
    /// Lines of text that stay free above a heading.
    pub title_above_lines: f64,
    /// The same below it.
    pub title_below_lines: f64,
    /// The same above a table.
    pub table_above_lines: f64,
    /// The same between the table and what stands under it.
    pub annex_list_above_lines: f64,
    /// The same above a signature.
    pub signature_above_lines: f64,
    /// Room for the pen between post and name, mm.
    pub signature_pen_mm: f64,
    /// Size of the text in the mark of an electronic signature, pt.
    pub stamp_size_pt: f64,
    /// Width of that mark where it stands at the end, mm.
    pub stamp_width_mm: f64,
    /// Space between it and post or name there, mm.
    pub stamp_gap_mm: f64,
    /// Space between its frame and its text, mm.
    pub stamp_inset_mm: f64,
    /// Thickness of the rules of a table, pt.
    pub table_rule_pt: f64,
    /// Brightness of the ground of rows that stand out, per cent.
    pub table_mark_percent: f64,
    /// Space between a vertical rule and the text, pt.
    pub table_inset_x_pt: f64,
    /// Space between a horizontal rule and the text, pt.
    pub table_inset_y_pt: f64,
    /// Size of the text in an order, pt.
    pub order_text_size_pt: f64,
    /// Size of «ПРИКАЗ» above it, pt.
    pub order_kind_size_pt: f64,
    /// Lines of text that stay free between the organisation and «ПРИКАЗ».
    pub order_kind_above_lines: f64,
    /// The same between «ПРИКАЗ» and its date.
    pub order_head_below_lines: f64,
    /// Size of small texts, pt.
    pub small_size_pt: f64,
    /// What the label of a bar takes of the chart's width, per cent.
    pub chart_label_percent: f64,
    /// Space between the label of a bar and the bar, mm.
    pub chart_label_gap_mm: f64,
}

impl Tokens {
    /// Reads the file. The error is the reader's own, for whoever changed the file.
    pub fn parse(yaml: &str) -> Result<Self, serde_yaml::Error> {
        serde_yaml::from_str(yaml)
    }
}
