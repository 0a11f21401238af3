//! Tables of many columns.

use serde_json::json;

use crate::support::{Folder, pages_of, view};

/// A plan of so many columns, figures in most of them.
fn plan(columns: usize) -> String {
    let own = || 0..columns - 4;
    let heads: String = own().map(|n| format!("- {{поле: п{n}, заголовок: Показатель {n}}}\n")).collect();
    let cells: String = own().map(|n| format!("  п{n}: {}\n", 10 + n)).collect();
    format!(
        "вид: план\nпериод: 2023\nназвание: План\nстолбцы:\n- номер\n- название\n- срок\n- ответственные\n{heads}\
         мероприятия:\n- название: Мероприятие\n  срок: 2023\n  ответственные: Отдел\n{cells}"
    )
}

#[test]
fn figures_stay_whole_in_the_widest_table() {
    let view = view(&plan(60));
    let texts = view["table"]["groups"][0]["rows"][0]["texts"].as_array().unwrap();
    let shown: Vec<_> = texts.iter().skip(4).collect();
    assert_eq!(json!(shown), json!((10..66).map(|figure| figure.to_string()).collect::<Vec<_>>()));
}

#[test]
fn nothing_of_the_widest_table_is_lost() {
    let folder = Folder::with("п.yaml", &plan(60));
    let pages: String = pages_of(&folder.path("п.yaml")).concat();
    for figure in 10..66 {
        assert!(pages.contains(&figure.to_string()), "{figure}\n{pages}");
    }
    let signs = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    assert_eq!(signs(&pages).matches("Показатель").count(), 56, "{pages}");
}

#[test]
fn only_many_columns_narrow_the_insets() {
    assert_eq!(view(&plan(60))["table"]["inset"].as_f64().map(|points| points < 2.0), Some(true));
    assert!(view(&plan(15))["table"].get("inset").is_none());
}
