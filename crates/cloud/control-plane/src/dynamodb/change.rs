//! One change of one item: what PutItem, UpdateItem, DeleteItem and each part of TransactWriteItems have in common.
//!
//! ```text
//!   Change --plan (looks, decides, writes nothing)--> Planned --carry_out--> the ledger
//!                     '--> Refusal: the condition failed, or the change makes no sense
//! ```
//! Never here: requests and answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::{Txn, World};
use model::Key;
use model::dynamodb::{Attributes, Item, Table};
use shapes::Error;
use shapes::dynamodb::{AttributeValue, errors};

use super::expression::{Condition, Names, Update};
use super::{convert, find, item_key};

/// Bytes of an item.
pub(crate) const ITEM_BYTES: usize = 400 * 1_024;

/// The refusal of an update that makes a larger one.
pub(crate) const TOO_LARGE: &str = "Item size to update has exceeded the maximum allowed size";

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Action {
    /// The item as a whole.
    Put(Attributes),
    /// Parts of the item with this key, which is made if it is not there.
    Update(Option<Update>, Attributes),
    /// Away with it.
    Delete,
    /// Nothing: only the condition counts.
    Check,
}

/// A change that was asked for.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) table: Arc<Table>,
    /// Of the item.
    pub(crate) id: String,
    pub(crate) action: Action,
    pub(crate) condition: Option<Condition>,
    /// Whether a failed condition shows the item.
    pub(crate) show: bool,
}

/// The members the requests have in common.
pub(crate) struct Asked {
    pub(crate) table: String,
    pub(crate) condition: Option<String>,
    pub(crate) names: Option<BTreeMap<String, String>>,
    pub(crate) values: Option<BTreeMap<String, AttributeValue>>,
    pub(crate) on_failure: Option<String>,
}

/// An item, or its key.
pub(crate) type Given = BTreeMap<String, AttributeValue>;

impl Asked {
    /// The change that puts `item`.
    pub(crate) fn put(self, world: &World, scope: &model::Scope, item: Given) -> Result<Change, Error> {
        let table = find::table(world, scope, &self.table)?;
        let item = convert::attributes(item)?;
        let id = item_key::of_item(&table, &item)?;
        check_size(&item, "Item size has exceeded the maximum allowed size")?;
        self.finish(table, id, |_, _| Ok(Action::Put(item)))
    }

    /// The change that deletes the item with this key.
    pub(crate) fn delete(self, world: &World, scope: &model::Scope, key: Given) -> Result<Change, Error> {
        self.keyed(world, scope, key, |_, _, _| Ok(Action::Delete))
    }

    /// The change that only checks the item with this key.
    pub(crate) fn check(self, world: &World, scope: &model::Scope, key: Given) -> Result<Change, Error> {
        self.keyed(world, scope, key, |_, _, _| Ok(Action::Check))
    }

    /// The change that updates the item with this key.
    pub(crate) fn update(
        self,
        world: &World,
        scope: &model::Scope,
        key: Given,
        text: Option<&str>,
    ) -> Result<Change, Error> {
        self.keyed(world, scope, key, |table, names, key| {
            let update = text.map(|text| Update::parse(text, table, names)).transpose()?;
            Ok(Action::Update(update, key))
        })
    }

    fn keyed(
        self,
        world: &World,
        scope: &model::Scope,
        key: Given,
        action: impl FnOnce(&Table, &mut Names, Attributes) -> Result<Action, Error>,
    ) -> Result<Change, Error> {
        let table = find::table(world, scope, &self.table)?;
        let key = convert::attributes(key)?;
        let id = item_key::of_key(&table, &key)?;
        self.finish(table, id, |table, names| action(table, names, key))
    }

    fn finish(
        self,
        table: Arc<Table>,
        id: String,
        action: impl FnOnce(&Table, &mut Names) -> Result<Action, Error>,
    ) -> Result<Change, Error> {
        let mut names = Names::read(self.names, self.values)?;
        let action = action(&table, &mut names)?;
        let text = self.condition.as_deref();
        let condition = Condition::parse_optional("ConditionExpression", text, &mut names)?;
        names.finish()?;
        Ok(Change { table, id, action, condition, show: self.on_failure.as_deref() == Some("ALL_OLD") })
    }
}

/// An item may have so many bytes.
pub(crate) fn check_size(item: &Attributes, words: &str) -> Result<(), Error> {
    if item.size() > ITEM_BYTES { Err(Error::validation(words)) } else { Ok(()) }
}

/// Why a change is not made.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The condition does not hold; the item, if it was to be shown.
    Condition(Option<Attributes>),
    /// The change cannot be made to this item.
    Invalid(Error),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Invalid(error) => error,
            Refusal::Condition(item) => {
                let error = errors::conditional_check_failed_exception("The conditional request failed");
                match item {
                    Some(item) => error.with_member("Item", convert::item(&item)),
                    None => error,
                }
            }
        }
    }
}

/// A change that may be made.
#[derive(Debug)]
pub(crate) struct Planned {
    /// The item now.
    pub(crate) before: Option<Arc<Item>>,
    /// The item then.
    pub(crate) after: Option<Attributes>,
}

impl Change {
    /// Looks at the item and decides; nothing is written.
    pub(crate) fn plan(&self, world: &World) -> Result<Planned, Refusal> {
        let before = world.get::<Item>(&Key::new(&self.table.scope, self.id.as_str())).cloned();
        let nothing = Attributes::default();
        let now = before.as_ref().map_or(&nothing, |item| &item.attributes);
        if self.condition.as_ref().is_some_and(|condition| !condition.holds(now)) {
            let shown = before.as_ref().filter(|_| self.show).map(|item| item.attributes.clone());
            return Err(Refusal::Condition(shown));
        }
        let after = match &self.action {
            Action::Put(item) => Some(item.clone()),
            Action::Delete => None,
            Action::Check => before.as_ref().map(|item| item.attributes.clone()),
            Action::Update(update, key) => {
                let start = if before.is_some() { now } else { key };
                Some(updated(update.as_ref(), start).map_err(Refusal::Invalid)?)
            }
        };
        Ok(Planned { before, after })
    }
}

fn updated(update: Option<&Update>, start: &Attributes) -> Result<Attributes, Error> {
    let after = update.map_or_else(|| Ok(start.clone()), |update| update.apply(start))?;
    check_size(&after, TOO_LARGE)?;
    Ok(after)
}

impl Planned {
    /// Writes what was planned.
    pub(crate) fn carry_out(&self, txn: &mut Txn, change: &Change) {
        let (scope, id) = (&change.table.scope, change.id.as_str());
        match &self.after {
            Some(attributes) => {
                txn.put(Item { scope: scope.clone(), id: id.to_owned(), attributes: attributes.clone() });
            }
            None => {
                txn.remove::<Item>(&Key::new(scope, id));
            }
        }
    }

    /// The larger of its sizes before and after, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let before = self.before.as_ref().map_or(0, |item| item.attributes.size());
        self.after.as_ref().map_or(0, Attributes::size).max(before)
    }

    /// The item before, for an answer.
    pub(crate) fn old(&self) -> Option<BTreeMap<String, AttributeValue>> {
        self.before.as_ref().map(|item| convert::item(&item.attributes))
    }
}
