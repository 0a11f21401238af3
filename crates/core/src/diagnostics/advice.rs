//! What the user can do, as data: words, and the ways that a surface of the program offers.
//!
//! A command line has keys and commands where a page in the browser has fields and buttons: which of them is meant
//! stands here, what it is called is told by the [`Surface`] on which the advice is shown.

use std::borrow::Cow;

/// What the program is used by: it calls what it offers by its own names.
pub trait Surface {
    /// What a way is called in the middle of a Russian sentence.
    fn way(&self, way: &Way<'_>) -> String;
}

/// Something that every surface offers in its own manner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way<'a> {
    /// A setting.
    Setting(Setting, Manner),
    /// A setting with the value that it is given.
    Set(Setting, &'a str),
    /// A command with its arguments.
    Command(Command, &'a [Arg<'a>], Manner),
    /// The same command once more, without a setting.
    SameWithout(Setting),
    /// Where it is chosen between answers of forms that differ: what follows «выберите форму».
    Settle,
}

/// How a way stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// By its name alone: `-o`.
    Bare,
    /// As what does something or what something is done to: «ключ --force», «команда «dorkarta new»».
    Named,
    /// As what something is done by: «ключом -o», «командой «dorkarta plan»».
    By,
    /// As what is there: «с ключом --no-data».
    With,
    /// As what is left out: «без ключа --embed».
    Without,
    /// As what leads somewhere: «через -o».
    Through,
    /// As what a value follows: «после --xlsx».
    After,
}

/// A setting of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Where the document goes.
    Target,
    /// That a file is replaced which is kept otherwise.
    Force,
    /// The day as of which something is made or signed.
    Day,
    /// A folder of further faces.
    FontDir,
    /// A folder of templates of the user.
    Templates,
    /// Where the workbook of remarks goes.
    Remarks,
    /// That the document carries no data.
    NoData,
    /// That the document is made again whenever its data change.
    Watch,
    /// The certificate of who signs.
    Certificate,
    /// The signing program.
    Signer,
    /// That the settings of signing are shown.
    ShowSettings,
    /// That the signature goes into the PDF.
    Embed,
    /// The form that is believed.
    Prefer,
    /// The file of answers.
    Answers,
    /// The workbook that asks which of differing answers is taken.
    Conflicts,
    /// Whether tracked changes of a document are read as accepted or as rejected.
    Changes,
    /// The folder of letters to those who have not reported.
    Letters,
}

/// A command of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Makes a plan.
    Plan,
    /// Makes a monitoring report.
    Report,
    /// Tells what is wrong with the data.
    Check,
    /// Signs a document.
    Sign,
    /// Makes a form for the fulfilment.
    Form,
    /// Collects forms that came back.
    Collect,
    /// Compares two editions.
    Diff,
    /// Makes a sample of the data.
    New,
    /// Takes the data out of a PDF.
    Extract,
    /// Tells whether a PDF is still what its data say.
    Verify,
}

/// What a command is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A file.
    File(&'a str),
    /// A setting.
    Setting(Setting),
    /// A setting with its value.
    Set(Setting, &'a str),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(Cow<'static, str>),
    Way(Way<'static>),
    /// Words whose year is [`EXAMPLE_YEAR`].
    Example(&'static str),
    /// A setting with such a value.
    ExampleOf(Setting, &'static str),
}

/// The year of the examples in the sources, in the place of which that of the plan is shown.
pub const EXAMPLE_YEAR: &str = "2023";

/// A text with its examples in another year.
pub fn in_year(text: &str, year: i32) -> String {
    text.replace(EXAMPLE_YEAR, &year.to_string())
}

/// A sentence that may name ways: what is to be done, or where a message is met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advice {
    pieces: Vec<Piece>,
    /// The year of its examples.
    year: Option<i32>,
}

impl Advice {
    /// The sentence as it is shown on a surface.
    pub fn worded(&self, surface: &dyn Surface) -> String {
        let in_year = |text: &str| self.year.map_or_else(|| text.to_owned(), |year| in_year(text, year));
        let word = |piece: &Piece| match piece {
            Piece::Words(words) => words.to_string(),
            Piece::Way(way) => surface.way(way),
            Piece::Example(words) => in_year(words),
            Piece::ExampleOf(setting, value) => surface.way(&Way::Set(*setting, &in_year(value))),
        };
        self.pieces.iter().map(word).collect()
    }

    pub(super) fn words(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.pieces.push(Piece::Words(words.into()));
        self
    }

    /// Gives its examples the year of the plan that it is about.
    pub(super) fn in_year(self, year: Option<i32>) -> Self {
        Self { year, ..self }
    }

    /// Words with a day of [`EXAMPLE_YEAR`].
    pub(super) fn example(mut self, words: &'static str) -> Self {
        self.pieces.push(Piece::Example(words));
        self
    }

    /// The setting of the day, with one of [`EXAMPLE_YEAR`].
    pub(super) fn example_day(mut self) -> Self {
        self.pieces.push(Piece::ExampleOf(Setting::Day, "2023-11-20"));
        self
    }

    pub(super) fn way(mut self, way: Way<'static>) -> Self {
        self.pieces.push(Piece::Way(way));
        self
    }

    pub(super) fn setting(self, setting: Setting, manner: Manner) -> Self {
        self.way(Way::Setting(setting, manner))
    }

    pub(super) fn set(self, setting: Setting, value: &'static str) -> Self {
        self.way(Way::Set(setting, value))
    }

    pub(super) fn command(self, command: Command, args: &'static [Arg<'static>], manner: Manner) -> Self {
        self.way(Way::Command(command, args, manner))
    }

    /// A command as it is given.
    pub(super) fn run(self, command: Command, args: &'static [Arg<'static>]) -> Self {
        self.command(command, args, Manner::Bare)
    }
}

impl From<&'static str> for Advice {
    fn from(words: &'static str) -> Self {
        Self::default().words(words)
    }
}

impl From<String> for Advice {
    fn from(words: String) -> Self {
        Self::default().words(words)
    }
}

/// A list in words, with no more than so many of its items.
pub(super) fn cut_list(items: &[String], most: usize) -> String {
    let more = if items.len() > most { " …" } else { "" };
    format!("{}{more}", items[..items.len().min(most)].join(", "))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A surface that shows ways as data.
    pub(crate) struct Plain;

    impl Surface for Plain {
        fn way(&self, way: &Way<'_>) -> String {
            format!("<{way:?}>")
        }
    }

    #[test]
    fn words_stay_and_ways_are_worded_by_the_surface() {
        let advice = Advice::from("возьмите образец: ").run(Command::New, &[Arg::File("п.yaml")]).words(" …");
        assert_eq!(advice.worded(&Plain), "возьмите образец: <Command(New, [File(\"п.yaml\")], Bare)> …");
        assert_eq!(Advice::from(String::from("{слово}")).worded(&Plain), "{слово}");
    }

    #[test]
    fn examples_are_in_the_year_of_the_plan_and_words_of_the_user_are_not() {
        let advice = Advice::from(String::from("«2023»: ")).example("до 15.03.2023, ").example_day();
        assert_eq!(advice.worded(&Plain), "«2023»: до 15.03.2023, <Set(Day, \"2023-11-20\")>");
        let advice = advice.in_year(Some(2027));
        assert_eq!(advice.worded(&Plain), "«2023»: до 15.03.2027, <Set(Day, \"2027-11-20\")>");
    }
}
