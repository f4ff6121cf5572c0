//! What Query and Scan have in common: one page of items, filtered and cut. In: items in their order. Out: a page.
//! Never here: which items; that is said by the callers.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::dynamodb::{Attributes, Item, Table};
use shapes::Error;
use shapes::dynamodb::AttributeValue;

use super::expression::{Condition, Projection};
use super::{convert, item_key};

/// Bytes looked at for one page.
const PAGE_BYTES: usize = 1 << 20;

/// How a page is made of the items looked at.
pub(crate) struct Sieve {
    /// Items to look at, at most.
    pub(crate) limit: usize,
    /// Which of them are shown.
    pub(crate) filter: Option<Condition>,
    /// Which parts of them.
    pub(crate) projection: Option<Projection>,
    /// Whether only their number is shown.
    pub(crate) count_only: bool,
}

/// A page.
#[derive(Default)]
pub(crate) struct Page {
    items: Vec<BTreeMap<String, AttributeValue>>,
    pub(crate) count: i64,
    pub(crate) scanned: i64,
    pub(crate) bytes: usize,
    /// The key of the last item looked at, if there may be more.
    last: Option<Attributes>,
    count_only: bool,
}

impl Sieve {
    /// Looks at items until the page is full.
    pub(crate) fn page<'i>(&self, table: &Table, items: impl Iterator<Item = &'i Arc<Item>>) -> Page {
        let mut page = Page { count_only: self.count_only, ..Page::default() };
        for item in items {
            let attributes = &item.attributes;
            page.scanned += 1;
            page.bytes += attributes.size();
            if self.filter.as_ref().is_none_or(|filter| filter.holds(attributes)) {
                page.count += 1;
                if !self.count_only {
                    page.items.push(self.shown(attributes));
                }
            }
            if page.scanned as usize >= self.limit || page.bytes >= PAGE_BYTES {
                page.last = Some(item_key::only(table, attributes));
                break;
            }
        }
        page
    }

    fn shown(&self, item: &Attributes) -> BTreeMap<String, AttributeValue> {
        match &self.projection {
            Some(projection) => convert::item(&projection.apply(item)),
            None => convert::item(item),
        }
    }
}

impl Page {
    /// Where the next page begins.
    pub(crate) fn last_key(&self) -> Option<BTreeMap<String, AttributeValue>> {
        self.last.as_ref().map(convert::item)
    }

    /// The items; absent when only their number was asked for.
    pub(crate) fn into_items(self) -> Option<Vec<BTreeMap<String, AttributeValue>>> {
        (!self.count_only).then_some(self.items)
    }
}

/// Whether `Select` asks for the number only; checks that it fits what else is asked for.
pub(crate) fn count_only(select: Option<&str>, projected: bool) -> Result<bool, Error> {
    match (select, projected) {
        (Some("COUNT"), false) => Ok(true),
        (Some("SPECIFIC_ATTRIBUTES"), false) => Err(Error::validation(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        )),
        (Some("ALL_PROJECTED_ATTRIBUTES"), _) => Err(Error::validation(
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        )),
        (Some(select), true) if select != "SPECIFIC_ATTRIBUTES" => Err(Error::validation(format!(
            "Cannot specify the ProjectionExpression when choosing to get {select}"
        ))),
        _ => Ok(false),
    }
}

/// Tables here have no indexes.
pub(crate) fn no_index(index: Option<&str>) -> Result<(), Error> {
    match index {
        Some(index) => {
            Err(Error::validation(format!("The table does not have the specified index: {index}")))
        }
        None => Ok(()),
    }
}

/// The `Limit` of a request; absent is as many as fit.
pub(crate) fn limit(asked: Option<i64>) -> usize {
    asked.map_or(usize::MAX, |asked| usize::try_from(asked).unwrap_or(1).max(1))
}

/// The id after which a page begins.
pub(crate) fn start(
    table: &Table,
    key: Option<BTreeMap<String, AttributeValue>>,
) -> Result<Option<String>, Error> {
    let Some(key) = key else { return Ok(None) };
    let id = item_key::of_key(table, &convert::attributes(key)?);
    id.map(Some).map_err(|_| {
        Error::validation(
            "The provided starting key is invalid: The provided key element does not match the schema",
        )
    })
}
