//! A thin world that serves memory only.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::{FontPath, FontStore};

use super::{Overrides, assets};
use dorkarta_core::diagnostics::{FileProblem, PageProblem, Problem};
use dorkarta_core::system::reason;

/// The typesetter's world: library, faces, files in memory. It has no clock.
pub(super) struct PressWorld {
    library: LazyHash<Library>,
    fonts: FontStore,
    /// Parsed once and kept: a template that is parsed anew costs a tenth of a small correction.
    templates: FileStore<Templates>,
    /// What changes from document to document.
    served: HashMap<FileId, Bytes>,
    main: FileId,
    /// How often a face was asked for: a measure of how much was set.
    looks: AtomicUsize,
}

impl PressWorld {
    pub(super) fn new(overrides: &Overrides) -> Result<Self, Problem> {
        let mut fonts = FontStore::new();
        for face in assets::FACES {
            fonts.extend(Font::iter(Bytes::new(face)).map(|font| {
                let info = font.info().clone();
                (font, info)
            }));
        }
        for folder in &overrides.font_dirs {
            add_faces(folder, &mut fonts)?;
        }
        if let Some(folder) = overrides.templates.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(FileProblem::CannotRead {
                reason: format!("{}: такой папки с шаблонами нет", folder.display()),
            }
            .into());
        }
        Ok(Self {
            library: LazyHash::new(Library::builder().build()),
            fonts,
            templates: FileStore::new(Templates { overrides: overrides.templates.clone() }),
            served: HashMap::new(),
            main: file_id("/plan.typ"),
            looks: AtomicUsize::new(0),
        })
    }

    pub(super) fn fonts(&self) -> &FontStore {
        &self.fonts
    }

    pub(super) fn looks(&self) -> &AtomicUsize {
        &self.looks
    }

    /// Makes a template the main file.
    pub(super) fn open(&mut self, template: &str) {
        self.main = file_id(template);
    }

    /// Serves a file from memory.
    pub(super) fn serve(&mut self, path: &str, bytes: Bytes) {
        self.served.insert(file_id(path), bytes);
    }

    /// The text of a template file, be it embedded or overridden.
    pub(super) fn asset_text(&self, path: &str) -> Result<String, Problem> {
        let broken =
            |error: &dyn std::fmt::Display| Problem::from(PageProblem::Template { detail: format!("{path}: {error}") });
        let bytes = self.templates.loader().load(file_id(path)).map_err(|error| broken(&error))?;
        bytes.as_str().map(str::to_owned).map_err(|error| broken(&error))
    }
}

impl World for PressWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.templates.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.served.get(&id) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.templates.file(id),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.looks.fetch_add(1, Ordering::Relaxed);
        self.fonts.font(index)
    }

    /// There is no today: a document must not depend on the day on which it is made.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The embedded templates, and those of the user that replace them.
struct Templates {
    overrides: Option<PathBuf>,
}

impl FileLoader for Templates {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath();
        let unknown = || FileError::NotFound(path.get_without_slash().into());
        if !matches!(id.root(), VirtualRoot::Project) {
            return Err(unknown());
        }
        if let Some(folder) = &self.overrides {
            let file = folder.join(path.get_without_slash());
            if file.is_file() {
                return fs::read(&file).map(Bytes::new).map_err(|error| FileError::from_io(error, &file));
            }
        }
        let asset = assets::TEMPLATES.iter().find(|(name, _)| *name == path.get_with_slash());
        asset.map(|(_, text)| Bytes::from_string(*text)).ok_or_else(unknown)
    }
}

/// The id of a file in the world. Ids are never freed, so the same few paths serve all documents.
fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).unwrap_or_else(|_| unreachable!("paths of the world are constants"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Adds the faces of a folder and of the folders in it; each is loaded when it is used.
fn add_faces(folder: &Path, fonts: &mut FontStore) -> Result<(), Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::from(FileProblem::CannotRead { reason: format!("{}: {}", folder.display(), reason(&error)) })
    };
    let mut entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
    // The order decides between faces of the same name, and a folder's own order is not the same on all machines.
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        // A linked folder could lead in a circle.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            add_faces(&path, fonts)?;
        } else if matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc") {
            let bytes = Bytes::new(fs::read(&path).map_err(unreadable)?);
            if claims_too_much(&bytes) {
                continue;
            }
            for font in Font::iter(bytes) {
                fonts.push((FontPath { path: path.clone(), index: font.index() }, font.info().clone()));
            }
        }
    }
    Ok(())
}

/// Whether a collection claims more faces than its bytes can name: a broken file would be searched for ever.
fn claims_too_much(bytes: &[u8]) -> bool {
    let Some((b"ttcf", rest)) = bytes.split_first_chunk::<4>() else { return false };
    let count = rest.get(4..8).and_then(|count| Some(u32::from_be_bytes(count.try_into().ok()?)));
    count.is_none_or(|count| count as usize > rest.len() / 4)
}
