//! Every problem that the program can find, each a variant that says when it occurs.

#![expect(missing_docs, reason = "the sentence of a variant says what its fields are")]

use super::CellRef;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A careful colleague would point it out; the document is made all the same.
    Remark,
    /// The document cannot be made.
    Fault,
}

/// What kind of value a field wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A record of fields.
    Record,
    /// A record of short names and what they stand for.
    ShortNames,
    /// The name of a file with a table.
    TableFile,
}

/// What was probably meant by a key that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A known key that is spelled nearly so.
    Nearest(String),
    /// A known key without the blank behind its colon: `имя:Иванов`.
    NoBlank(String),
    /// The end of a text that was cut off by its comma: `{имя: Иванов, Пётр}`.
    RestOfText { key: String, text: String },
    /// Nothing near: one of these, as far as they are known.
    OneOf(Vec<String>),
}

/// A problem of the input, the templates or the machine.
///
/// The wording is in `messages.rs`; the codes of [`Problem::code`] never change their meaning:
/// `E0` files, `E1` YAML as such, `E2` workbooks as such, `E3` values, `E4` the plan or the monitoring as a whole,
/// `E5` the page, `E61` the workbook of remarks, `E63` documents that are replaced, `E64` and `W64` two editions, `E65`
/// a PDF with its data, `E66` and `W66` the electronic signature, `E68`, `W68` and `W69` forms, `W1` remarks on a record,
/// `W2` remarks over the whole document, of these `W213` to `W219` on what
/// was probably read otherwise than meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    // --- files
    /// Occurs if a file cannot be opened or read; `reason` is already a Russian sentence.
    CannotRead { reason: String },
    /// Occurs if a document cannot be written; `reason` is already a Russian sentence.
    CannotWrite { reason: String },
    /// Occurs if a path is a folder, a device or a pipe; `inputs` are the files of a folder that could be meant.
    NotRegularFile { inputs: Vec<String> },
    /// Occurs if a file is larger than the limit (both in bytes).
    FileTooLarge { size: u64, limit: u64 },
    /// Occurs if a file's name ends with none of the known endings; `ending` is its own in lower case, or empty.
    UnknownFormat { ending: String },
    /// Occurs if a text file is in no encoding that is known.
    UnknownEncoding,
    /// Occurs if a signed document would be overwritten.
    SignedDocument,
    /// Occurs if the program itself fails; `detail` is for its authors.
    Internal { detail: String },

    // --- YAML as such
    /// Occurs if a YAML file breaks the syntax; `detail` is a Russian sentence.
    YamlSyntax { detail: String },
    /// Occurs if a YAML file holds no data.
    YamlEmpty,
    /// Occurs if a YAML file holds more than one document.
    YamlSeveralDocuments,
    /// Occurs if lists and records are nested deeper than the limit.
    YamlTooDeep { limit: usize },
    /// Occurs if a YAML file holds more values than the limit.
    YamlTooManyNodes { limit: usize },
    /// Occurs if a YAML file repeats values by `*name` more often than the limit.
    YamlTooManyAliases { limit: usize },
    /// Occurs if one text is longer than the limit (in bytes).
    TextTooLong { limit: usize },
    /// Occurs if a value carries a YAML tag (`!name`).
    YamlTag,

    // --- workbooks as such
    /// Occurs if a file with a workbook's ending is no workbook that can be read; `detail` is a Russian sentence.
    BadWorkbook { detail: String },
    /// Occurs if a workbook is protected by a password.
    WorkbookPassword,
    /// Occurs if a sheet that is needed is missing.
    NoSheet { wanted: String, present: Vec<String> },
    /// Occurs if a sheet has no row with the column titles of a table; `wanted` names the title looked for, `nearest`
    /// is the title that comes nearest to it, with its cell.
    NoHead { wanted: &'static str, nearest: Option<(String, CellRef)> },
    /// Occurs if two columns of a table mean the same field.
    TwoColumns { field: String, other: String },
    /// Occurs if a cell holds an error value such as `#Н/Д`.
    ErrorCell,
    /// Occurs if a formula was never calculated, so that its value is unknown.
    FormulaWithoutValue,
    /// Occurs if a row of a table has cells filled in but not the one that names it.
    RowWithoutName { column: String },
    /// Occurs if a row looks neither like a row of the table nor like a band: nothing but some cells is filled in.
    StrayCell,
    /// Occurs if a merged cell covers several columns of a row that is no band.
    MergedAcross,
    /// Occurs if a number or date cell holds a value that cannot be shown (`detail` says why).
    BadCell { detail: String },
    /// Occurs if a workbook is larger than a limit of the program; `what` is counted, for instance «строк».
    WorkbookTooLarge { what: &'static str, limit: u64 },
    /// Occurs if «Реквизиты» has a value without a field.
    ValueWithoutField,

    // --- values
    /// Occurs if a record has a key that is not known there.
    UnknownKey { key: String, meant: Meant },
    /// Occurs if a record has the same key twice.
    RepeatedKey { key: String },
    /// Occurs if a short name is given to two bodies.
    RepeatedShortName { name: String },
    /// Occurs if two sheets of a workbook have the same name but for case, blanks and hyphens.
    RepeatedSheet { name: String },
    /// Occurs if a record lacks what is required.
    Missing { key: String },
    /// Occurs if a required value is empty.
    EmptyValue { key: String },
    /// Occurs if a value is of another kind than expected.
    WrongKind { key: String, expected: Expected },
    /// Occurs if a value is none of a fixed set.
    UnknownChoice { key: String, nearest: Option<String>, choices: Vec<String> },
    /// Occurs if a day does not exist or is not written as a day.
    BadDay { key: String },
    /// Occurs if a period is not understood.
    BadPeriod,
    /// Occurs if a number is not a number or outside of its range; `expected` says which.
    BadNumber { key: String, expected: String },
    /// Occurs if a text holds a control character that no font can show (`name` as `U+0007`).
    ControlCharacter { name: String },
    /// Occurs if a field stands beside another that excludes it: a post beside the act that approves.
    Excluded { key: String, by: &'static str },
    /// Occurs if a field of «Реквизиты» has a value of its own beside dotted ones; `dotted` is one of these.
    BareField { key: String, dotted: String },

    // --- the plan as a whole
    /// Occurs if the document is of a kind that the command does not make.
    OtherKind { found: &'static str, wanted: &'static str },
    /// Occurs if a plan has no activity.
    NoActivities,
    /// Occurs if a plan has more activities than the limit.
    TooManyActivities { limit: usize },
    /// Occurs if the activities are given twice, by two keys.
    TwoSources { first: &'static str, second: &'static str },
    /// Occurs if two activities have the same code.
    RepeatedCode { code: String },
    /// Occurs if numbers are to be as in the data but an activity has none.
    NumberMissing,
    /// Occurs if the table has more columns than the limit.
    TooManyColumns { limit: usize },
    /// Occurs if a column stands twice in the table.
    RepeatedColumn { column: String },
    /// Occurs if the table has no column for the activities' names.
    NoNameColumn,

    // --- the monitoring as a whole
    /// Occurs if an entry names no activity of the plan; `known` as «1–15».
    NoSuchActivity { typed: String, known: String },
    /// Occurs if an activity has two entries.
    RepeatedEntry { number: String },
    /// Occurs if an entry names more than one activity.
    AmbiguousActivity { typed: String },
    /// Occurs if the file named as the plan is itself a monitoring.
    PlanIsMonitoring,
    /// Occurs if a report is asked of a plan that has no fulfilment beside it.
    NothingReported,

    // --- the page
    /// Occurs if no face has a sign (`sign` as it is, `name` as `U+20BD`).
    MissingGlyph { sign: String, name: String },
    /// Occurs if a face that is asked for is not there.
    UnknownFace { face: String, present: Vec<String> },
    /// Occurs if a template is broken; `detail` comes from the typesetter.
    Template { detail: String },

    // --- forms for the fulfilment, and what is collected from them
    /// Occurs if a form cannot be written; `reason` is already a Russian sentence.
    FormNotWritten { reason: String },
    /// Occurs if a new form would replace one that somebody has filled in.
    FilledForm,
    /// Occurs if a form would replace something else, or a collected monitoring a file that was not read as its base;
    /// `wanted` is what the program would replace.
    OtherTarget { wanted: &'static str },
    /// Occurs if a form is given as data.
    FormAsInput,
    /// Occurs if a form is expected but the file is none.
    NotAForm,
    /// Occurs if what was collected cannot be written; `reason` is already a Russian sentence.
    CollectedNotWritten { reason: String },
    /// Occurs if a line of the answer file cannot be followed; `reason` is a Russian sentence.
    BadAnswer { reason: String },

    // --- the workbook of remarks
    /// Occurs if the workbook of remarks cannot be written; `reason` is already a Russian sentence.
    RemarksNotWritten { reason: String },
    /// Occurs if the workbook of remarks would replace a workbook that is none.
    OtherWorkbook,
    /// Occurs if a workbook of remarks is given as data.
    RemarksAsInput,

    // --- documents that are replaced
    /// Occurs if a document cannot be replaced because another program holds it open, or it is write-protected.
    HeldDocument,
    /// Occurs if a former document cannot be put into the archive; `reason` is already a Russian sentence.
    NotKept { reason: String },

    // --- PDF with its data
    /// Occurs if a file with the ending of a PDF cannot be read as one; `detail` is a Russian sentence.
    PdfUnreadable { detail: &'static str },
    /// Occurs if a PDF is protected by a password.
    PdfEncrypted,
    /// Occurs if a PDF carries no data; `is_ours` if it was made by this program all the same.
    PdfWithoutData { is_ours: bool },
    /// Occurs if the data of a PDF were written by a newer program (`program` is its version), in a newer format.
    CarriedNewer { program: String },
    /// Occurs if the data that a PDF carries are damaged.
    CarriedBroken,
    /// Occurs if YAML cannot say the data of a PDF without loss.
    NotSpelled,
    /// Occurs if a file of data stands where the data of a PDF would be written.
    DataExist,

    // --- the electronic signature
    /// Occurs if a certificate cannot be understood; `reason` is a Russian clause.
    BadCertificate { reason: &'static str },
    /// Occurs if a certificate does not hold on the day of signing; all three as `01.02.2023`.
    CertificateNotValid { from: String, until: String, day: String },
    /// Occurs if a document is to show a certificate that belongs to no person.
    CertificateOfBody { name: String },
    /// Occurs if no signing program is set on the machine.
    NoSigner,
    /// Occurs if the settings of the machine cannot be understood; `detail` is already a Russian sentence.
    BadSettings { detail: String },
    /// Occurs if the signing program cannot be run, fails, hangs or gives nothing; `detail` is already a Russian sentence.
    SignerFailed { detail: String },
    /// Occurs if what the signing program gave is not the signature that is wanted; `detail` is a Russian clause.
    AnswerRefused { detail: String },
    /// Occurs if a document has no place where somebody signs.
    NoHand,
    /// Occurs if a PDF cannot take a signature; `reason` is a Russian clause.
    CannotEmbed { reason: &'static str },
    /// Occurs if the certificate belongs to somebody else than the document says, whose `name` it is.
    OtherHand { owner: String, name: String },

    // --- two editions
    /// Occurs if a monitoring is to be compared.
    MonitoringCompared,
    /// Occurs if amendments are wanted, but the editions differ in nothing that is amended by points.
    NothingToAmend,
    /// Occurs if the amendments are that the plan is given anew as a whole, so that the new edition is their annex.
    WholeEdition,

    // --- remarks
    /// Occurs if an activity has no due date though the table has the column.
    NoDue,
    /// Occurs if an activity has no responsible body though the table has the column.
    NoResponsible,
    /// Occurs if a value stands in a field that no column of the table shows.
    NotShown { column: String },

    /// Occurs if an activity is done, but it is not told when.
    DoneWithoutDate,
    /// Occurs if an activity is done, but no document shows it.
    DoneWithoutDocument,
    /// Occurs if an activity departs from the plan, but it is not told why.
    NoCause,
    /// Occurs if an activity is put off, but it is not told until when.
    NoNewDue,
    /// Occurs if a report has no conclusions, so that they are drafted from its figures.
    DraftConclusions,
    /// Occurs if a monitoring speaks of another edition than the plan has; `changed` lists the activities whose texts
    /// differ, as «3, 7».
    OtherEdition { changed: String },
    /// Occurs if an entry tells another name than its activity has in the plan.
    OtherText { number: String },

    // --- remarks over the whole plan
    /// Occurs if an abbreviation is used that the document never spells out.
    AbbreviationUnexplained { abbreviation: String },
    /// Occurs if an abbreviation is used before it is spelled out; `introduced` says where, as «в пункте 4».
    AbbreviationEarly { abbreviation: String, introduced: String },
    /// Occurs if an activity says nearly the same as an earlier one, whose number it is.
    NearDuplicate { number: String },
    /// Occurs if an activity is due before the day of the approval.
    DueBeforeApproval { approved: String },
    /// Occurs if a due date lies outside the plan's period.
    DueOutsidePeriod { period: String },
    /// Occurs if a due date is the whole period of the plan.
    DueWholePeriod,
    /// Occurs if a due date is not understood; `reason` is a Russian clause.
    DueNotUnderstood { reason: &'static str },
    /// Occurs if a due date is spelled in two ways.
    DueSpelling { found: String, usual: String },
    /// Occurs if a responsible body is spelled in two ways.
    ResponsibleSpelling { found: String, usual: String },
    /// Occurs if the parts of a compound adjective are joined by a dash or by a hyphen with spaces.
    DashForHyphen { found: String, right: String },
    /// Occurs if a name ends in a full stop and most do not (`is_closed`), or the other way round.
    FullStop { is_closed: bool },
    /// Occurs if a hyphen without spaces stands after «далее».
    HyphenForDash { found: String, right: String },

    // --- remarks on what was probably read otherwise than meant
    /// Occurs if a column that is not known has nearly the title of one that is.
    NearTitle { title: String, known: &'static str },
    /// Occurs if a date that is printed as typed names a day that does not exist.
    ImpossibleDay { key: String },
    /// Occurs if the last directions have no activities.
    EmptyDirection,
    /// Occurs if a comment cuts off a YAML text and begins without a blank behind its `#`.
    CutByComment,
    /// Occurs if a row has nothing but a Roman number and a name, so that it was read as an activity.
    UnmergedDirection,

    // --- remarks over the whole monitoring
    /// Occurs if an activity was done after its due date, whose last day it is.
    DoneLate { due: String },
    /// Occurs if an activity is under way though its due date, whose last day it is, has passed.
    UnderWayOverdue { due: String },
    /// Occurs if nothing is told of activities though their due dates have passed or are not understood; `numbers` as
    /// «3, 7».
    NoData { numbers: String },
    /// Occurs if the day on which an activity was done makes no sense; `reason` is a Russian clause.
    DoneDateOdd { reason: &'static str },
    /// Occurs if a new due date makes no sense; `reason` is a Russian clause.
    NewDueOdd { reason: &'static str },
    /// Occurs if a figure of an indicator makes no sense; `reason` is a Russian clause.
    FigureOdd { reason: &'static str },

    // --- remarks on forms that came back
    /// Occurs if forms answer differently on an activity; `answers` are the answers with their cells, `taken` is the one
    /// that was chosen.
    FormConflict { number: String, field: &'static str, answers: Vec<String>, taken: Option<String> },
    /// Occurs if a form was made from another edition of the plan; `count` rows of it were filled in.
    FormOtherEdition { count: usize },
    /// Occurs if a row was taken for an activity by its name, since its identity says otherwise or nothing.
    FormMatched { number: String },
    /// Occurs if a row that is filled in belongs to no activity.
    FormRowUnknown,
    /// Occurs if a status of a form is none of the fixed set.
    FormStatusUnknown { nearest: Option<String>, choices: Vec<String> },
    /// Occurs if a row is filled in but for its status.
    FormStatusMissing { number: String },
    /// Occurs if a filled cell of a form belongs to nothing that is collected.
    FormStray,
    /// Occurs if a sheet of a form is filled in but has no table of the fulfilment.
    FormSheetUnread { count: usize },
    /// Occurs if a value that a form was sent out with was deleted in it.
    FormCleared { number: String, field: &'static str, was: String },
    /// Occurs if an answer takes the place of a value that somebody else gave.
    FormReplaced { number: String, field: &'static str, was: String },
    /// Occurs if nothing says the day as of which the fulfilment was collected.
    NoDay,
    /// Occurs if a line of the answer file settles nothing.
    AnswerUnused,
    /// Occurs if a cell of a form cannot be read; `reason` is a Russian sentence.
    FormCellUnreadable { reason: String },
    /// Occurs if a cell of a form was changed that is there for reading only.
    FormContextChanged { field: &'static str },
    /// Occurs if the monitoring that is continued names another plan, which is replaced.
    OtherPlan { was: String },
}

impl Problem {
    /// The code that never changes its meaning.
    pub fn code(&self) -> &'static str {
        use Problem as P;
        match self {
            P::CannotRead { .. } => "E001",
            P::CannotWrite { .. } => "E002",
            P::NotRegularFile { .. } => "E003",
            P::FileTooLarge { .. } => "E004",
            P::UnknownFormat { .. } => "E005",
            P::UnknownEncoding => "E006",
            P::SignedDocument => "E007",
            P::Internal { .. } => "E009",
            P::YamlSyntax { .. } => "E101",
            P::YamlEmpty => "E102",
            P::YamlSeveralDocuments => "E103",
            P::YamlTooDeep { .. } => "E104",
            P::YamlTooManyNodes { .. } => "E105",
            P::YamlTooManyAliases { .. } => "E106",
            P::TextTooLong { .. } => "E107",
            P::YamlTag => "E108",
            P::BadWorkbook { .. } => "E201",
            P::WorkbookPassword => "E202",
            P::NoSheet { .. } => "E203",
            P::NoHead { .. } => "E204",
            P::TwoColumns { .. } => "E205",
            P::ErrorCell => "E206",
            P::FormulaWithoutValue => "E207",
            P::RowWithoutName { .. } => "E208",
            P::StrayCell => "E209",
            P::MergedAcross => "E210",
            P::BadCell { .. } => "E211",
            P::WorkbookTooLarge { .. } => "E212",
            P::ValueWithoutField => "E213",
            P::UnknownKey { .. } => "E301",
            P::RepeatedKey { .. } | P::RepeatedShortName { .. } | P::RepeatedSheet { .. } => "E302",
            P::Missing { .. } => "E303",
            P::EmptyValue { .. } => "E304",
            P::WrongKind { .. } => "E305",
            P::UnknownChoice { .. } => "E306",
            P::BadDay { .. } => "E307",
            P::BadPeriod => "E308",
            P::BadNumber { .. } => "E309",
            P::ControlCharacter { .. } => "E310",
            P::Excluded { .. } => "E311",
            P::BareField { .. } => "E312",
            P::OtherKind { .. } => "E401",
            P::NoActivities => "E402",
            P::TooManyActivities { .. } => "E403",
            P::TwoSources { .. } => "E404",
            P::RepeatedCode { .. } => "E405",
            P::NumberMissing => "E406",
            P::RepeatedColumn { .. } => "E407",
            P::NoNameColumn => "E408",
            P::TooManyColumns { .. } => "E409",
            P::NoSuchActivity { .. } => "E410",
            P::RepeatedEntry { .. } => "E411",
            P::AmbiguousActivity { .. } => "E412",
            P::PlanIsMonitoring => "E413",
            P::NothingReported => "E414",
            P::MissingGlyph { .. } => "E501",
            P::UnknownFace { .. } => "E502",
            P::Template { .. } => "E503",
            P::FormNotWritten { .. } => "E680",
            P::FilledForm => "E681",
            P::OtherTarget { .. } => "E682",
            P::FormAsInput => "E683",
            P::NotAForm => "E684",
            P::CollectedNotWritten { .. } => "E685",
            P::BadAnswer { .. } => "E686",
            P::RemarksNotWritten { .. } => "E610",
            P::OtherWorkbook => "E611",
            P::RemarksAsInput => "E612",
            P::HeldDocument => "E630",
            P::NotKept { .. } => "E631",
            P::PdfUnreadable { .. } => "E650",
            P::PdfEncrypted => "E651",
            P::PdfWithoutData { .. } => "E652",
            P::CarriedNewer { .. } => "E653",
            P::CarriedBroken => "E654",
            P::NotSpelled => "E655",
            P::DataExist => "E656",
            P::BadCertificate { .. } => "E660",
            P::CertificateNotValid { .. } => "E661",
            P::CertificateOfBody { .. } => "E662",
            P::NoSigner => "E663",
            P::BadSettings { .. } => "E664",
            P::SignerFailed { .. } => "E665",
            P::AnswerRefused { .. } => "E666",
            P::NoHand => "E667",
            P::CannotEmbed { .. } => "E668",
            P::OtherHand { .. } => "W660",
            P::MonitoringCompared => "E640",
            P::NothingToAmend => "E641",
            P::WholeEdition => "W640",
            P::NoDue => "W101",
            P::NoResponsible => "W102",
            P::NotShown { .. } => "W103",
            P::DoneWithoutDate => "W104",
            P::DoneWithoutDocument => "W105",
            P::NoCause => "W106",
            P::NoNewDue => "W107",
            P::DraftConclusions => "W108",
            P::OtherEdition { .. } => "W109",
            P::OtherText { .. } => "W110",
            P::AbbreviationUnexplained { .. } => "W201",
            P::AbbreviationEarly { .. } => "W202",
            P::NearDuplicate { .. } => "W203",
            P::DueBeforeApproval { .. } => "W204",
            P::DueOutsidePeriod { .. } => "W205",
            P::DueWholePeriod => "W206",
            P::DueNotUnderstood { .. } => "W207",
            P::DueSpelling { .. } => "W208",
            P::ResponsibleSpelling { .. } => "W209",
            P::DashForHyphen { .. } => "W210",
            P::FullStop { .. } => "W211",
            P::HyphenForDash { .. } => "W212",
            P::NearTitle { .. } => "W213",
            P::ImpossibleDay { .. } => "W214",
            P::EmptyDirection => "W215",
            P::CutByComment => "W216",
            P::UnmergedDirection => "W217",
            P::DoneLate { .. } => "W220",
            P::UnderWayOverdue { .. } => "W221",
            P::NoData { .. } => "W222",
            P::DoneDateOdd { .. } => "W223",
            P::NewDueOdd { .. } => "W224",
            P::FigureOdd { .. } => "W225",
            P::FormConflict { .. } => "W680",
            P::FormOtherEdition { .. } => "W681",
            P::FormMatched { .. } => "W682",
            P::FormRowUnknown => "W683",
            P::FormStatusUnknown { .. } => "W684",
            P::FormStatusMissing { .. } => "W685",
            P::FormStray => "W686",
            P::FormSheetUnread { .. } => "W687",
            P::FormCleared { .. } => "W688",
            P::FormReplaced { .. } => "W689",
            P::NoDay => "W690",
            P::AnswerUnused => "W691",
            P::FormCellUnreadable { .. } => "W692",
            P::FormContextChanged { .. } => "W693",
            P::OtherPlan { .. } => "W694",
        }
    }

    /// Whether the document can be made in spite of it. Codes of remarks begin with `W`.
    pub fn severity(&self) -> Severity {
        if self.code().starts_with('W') { Severity::Remark } else { Severity::Fault }
    }

    /// Whether the machine, not the data, is in the way: the program then ends with 3 instead of 1.
    pub fn is_io(&self) -> bool {
        use Problem as P;
        matches!(
            self,
            P::CannotRead { .. }
                | P::CannotWrite { .. }
                | P::NotRegularFile { .. }
                | P::SignedDocument
                | P::FormNotWritten { .. }
                | P::FilledForm
                | P::OtherTarget { .. }
                | P::CollectedNotWritten { .. }
                | P::RemarksNotWritten { .. }
                | P::OtherWorkbook
                | P::DataExist
                | P::HeldDocument
                | P::NotKept { .. }
                | P::NoSigner
                | P::BadSettings { .. }
                | P::SignerFailed { .. }
        )
    }
}
