//! Conditions joined by `&&` and `||`, with parentheses; `&&` binds closer. In: a pattern and how to read its smallest conditions.
//! Out: a tree that asks them. Never here: what they ask.

use super::BadPattern;
use super::reader::Reader;

/// Parentheses within parentheses.
const DEEPEST: usize = 32;

/// A tree of conditions.
#[derive(Clone, Debug)]
pub(super) enum Condition<L> {
    Is(L),
    All(Vec<Condition<L>>),
    Any(Vec<Condition<L>>),
}

impl<L> Condition<L> {
    /// Reads a tree whose leaves `leaf` reads.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        leaf: &mut dyn FnMut(&mut Reader<'_>) -> Result<L, BadPattern>,
    ) -> Result<Self, BadPattern> {
        Self::any(reader, leaf, DEEPEST)
    }

    fn any(
        reader: &mut Reader<'_>,
        leaf: &mut dyn FnMut(&mut Reader<'_>) -> Result<L, BadPattern>,
        depth: usize,
    ) -> Result<Self, BadPattern> {
        let mut parts = vec![Self::all(reader, leaf, depth)?];
        while reader.take("||") {
            parts.push(Self::all(reader, leaf, depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Self::Any(parts) })
    }

    fn all(
        reader: &mut Reader<'_>,
        leaf: &mut dyn FnMut(&mut Reader<'_>) -> Result<L, BadPattern>,
        depth: usize,
    ) -> Result<Self, BadPattern> {
        let mut parts = vec![Self::one(reader, leaf, depth)?];
        while reader.take("&&") {
            parts.push(Self::one(reader, leaf, depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Self::All(parts) })
    }

    fn one(
        reader: &mut Reader<'_>,
        leaf: &mut dyn FnMut(&mut Reader<'_>) -> Result<L, BadPattern>,
        depth: usize,
    ) -> Result<Self, BadPattern> {
        if !reader.take("(") {
            return leaf(reader).map(Self::Is);
        }
        let Some(depth) = depth.checked_sub(1) else {
            return Err(reader.bad("fewer parentheses within parentheses are expected"));
        };
        let inner = Self::any(reader, leaf, depth)?;
        reader.expect(")")?;
        Ok(inner)
    }

    /// Whether it holds, given which leaves do.
    pub(super) fn holds(&self, leaf: &dyn Fn(&L) -> bool) -> bool {
        match self {
            Self::Is(it) => leaf(it),
            Self::All(parts) => parts.iter().all(|part| part.holds(leaf)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(leaf)),
        }
    }

    /// Every leaf.
    pub(super) fn leaves<'c>(&'c self, out: &mut Vec<&'c L>) {
        match self {
            Self::Is(leaf) => out.push(leaf),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.leaves(out)),
        }
    }

    /// The leaves that must hold whatever the others do.
    pub(super) fn musts<'c>(&'c self, out: &mut Vec<&'c L>) {
        match self {
            Self::Is(leaf) => out.push(leaf),
            Self::All(parts) => parts.iter().for_each(|part| part.musts(out)),
            Self::Any(_) => {}
        }
    }
}
