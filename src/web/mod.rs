//! The page beside Excel: the same use cases as the commands, in a browser on the same machine.
//!
//! `http` knows bytes, `guard` whom to answer, `server` which address shows what. `desk` holds what is shown: the
//! `eyes` keep it up to date with the folder, the buttons (`work`, `collecting`, `summing`, `signing`) add what they make. `page` and `dialogs` write it
//! as markup, and all markup goes through `html`.

mod actions;
mod buttons;
mod collecting;
mod desk;
mod dialogs;
mod eyes;
mod files;
mod folder;
mod guard;
mod html;
mod http;
mod lease;
mod page;
mod server;
mod signing;
mod source;
mod summing;
mod work;

pub use lease::Lease;
pub use server::Window;
