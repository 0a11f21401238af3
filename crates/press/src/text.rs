//! The text of a page, out of its frames.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::text::Glyph;
use typst_layout::Page;

/// The text of a page; a line ends where the next text stands at another height.
pub(super) fn of_page(page: &Page) -> String {
    let mut text = String::new();
    let mut height = None;
    add(&page.frame, Point::zero(), &mut height, &mut text);
    text
}

fn add(frame: &Frame, origin: Point, height: &mut Option<Abs>, text: &mut String) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => add(&group.frame, at, height, text),
            FrameItem::Text(item) => {
                if height.is_some_and(|height| height != at.y) {
                    text.push('\n');
                }
                *height = Some(at.y);
                text.push_str(&item.text);
            }
            _ => {}
        }
    }
}

/// The widths of all blanks of a page that take room, in em.
pub(super) fn blanks_of_page(page: &Page) -> Vec<f64> {
    fn add(frame: &Frame, found: &mut Vec<f64>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => add(&group.frame, found),
                FrameItem::Text(text) => {
                    let is_blank = |glyph: &&Glyph| matches!(&text.text[glyph.range()], " " | "\u{a0}");
                    found.extend(text.glyphs.iter().filter(is_blank).map(|glyph| glyph.x_advance.get()));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    add(&page.frame, &mut found);
    // That at the end of a line takes none.
    found.retain(|width| *width > 0.0);
    found
}

/// Where the lowest text of a page stands, in points from its upper edge.
pub(super) fn depth_of_page(page: &Page) -> f64 {
    fn depth(frame: &Frame, origin: Point) -> Abs {
        let depths = frame.items().map(|(at, item)| match item {
            FrameItem::Group(group) => depth(&group.frame, origin + *at),
            FrameItem::Text(_) => origin.y + at.y,
            _ => Abs::zero(),
        });
        depths.fold(Abs::zero(), Abs::max)
    }
    depth(&page.frame, Point::zero()).to_pt()
}
