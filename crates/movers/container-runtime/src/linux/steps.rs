//! The list of a child's steps in the making. In: steps with labels. Out: the list, and how many slots it uses.

use std::ffi::CString;
use std::io;

use super::child::{Links, Planned, Step, Tolerance};

/// Steps, and the slots that are taken.
pub(super) struct Steps {
    all: Vec<Planned>,
    slots: usize,
}

impl Steps {
    /// The first slots come filled.
    pub(super) fn new(given: usize) -> Self {
        Self { all: Vec::with_capacity(128), slots: given }
    }

    /// The steps, and how many slots they use.
    pub(super) fn finish(self) -> (Vec<Planned>, usize) {
        (self.all, self.slots)
    }

    pub(super) fn add(&mut self, label: &str, tolerance: Tolerance, step: Step) {
        self.all.push(Planned { step, label: label.to_owned(), tolerance });
    }

    pub(super) fn must(&mut self, label: &str, step: Step) {
        self.add(label, Tolerance::None, step);
    }

    pub(super) fn may(&mut self, label: &str, step: Step) {
        self.add(label, Tolerance::Any, step);
    }

    fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    /// A new file system, to be attached; its slot.
    pub(super) fn make(
        &mut self,
        tolerance: Tolerance,
        kind: &str,
        options: &[(&str, Option<&str>)],
        attributes: u64,
    ) -> io::Result<usize> {
        let slot = self.slot();
        let option = |(key, value): &(&str, Option<&str>)| Ok((text(key)?, value.map(text).transpose()?));
        let options = options.iter().map(option).collect::<io::Result<_>>()?;
        let step = Step::MakeMount { kind: text(kind)?, options, attributes, slot };
        self.add(&format!("make a file system of kind {kind}"), tolerance, step);
        Ok(slot)
    }

    /// A copy of what is at a path, to be attached; its slot.
    pub(super) fn copy(&mut self, tolerance: Tolerance, path: &str, attributes: u64) -> io::Result<usize> {
        let slot = self.slot();
        let step = Step::CloneMount { path: text(path)?, attributes, slot };
        self.add(&format!("take {path}"), tolerance, step);
        Ok(slot)
    }

    /// Mounts what is in a slot at a path where the image has no symbolic link.
    pub(super) fn attach(&mut self, tolerance: Tolerance, slot: usize, at: &str) -> io::Result<()> {
        let label =
            format!("filesystem {:?} must be mounted on ordinary directory", at.trim_start_matches('/'));
        self.add(&label, tolerance, Step::Attach { slot, at: text(at)?, links: Links::Refused });
        Ok(())
    }
}

pub(super) fn text(text: &str) -> io::Result<CString> {
    Ok(CString::new(text)?)
}
