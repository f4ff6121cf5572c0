//! Kept resources: types on which nothing acts yet, a row each. In: rows, and documents that the wire checked against the API's model. Out:
//! records, and what answers show of them. A type something decides on has a record of its own and operations in code; it leaves this room.
//!
//! ```text
//!   input ──▶ required? agreed (check)? what it refers to there? unique? room? ──▶ id, defaults, derived members ──▶ KeptResource
//!   KeptResource + tags ──▶ by ids or names, filters, page ──▶ answer            in use? ──▶ gone
//! ```
//! Never here: a type's own rules.

mod create;
mod delete;
mod describe;
mod members;

use ledger::World;
use model::Scope;
use model::kept::KeptResource;
use shapes::{Document, Entries, Error, OperationSchema};

use crate::quota::Quota;
use crate::tags::TagRules;

pub use create::create;
pub use delete::delete;
pub use describe::describe;

/// One type.
pub struct Kept {
    /// As CloudFormation names it: `AWS::EC2::PlacementGroup`.
    pub type_name: &'static str,
    /// The service in its ARN.
    pub service: &'static str,
    /// What the resource part of its ARN begins with, before a slash; and how tag specifications call it.
    pub kind: &'static str,
    /// The operation that makes one.
    pub create: &'static OperationSchema,
    /// The operation that shows them.
    pub describe: &'static OperationSchema,
    /// The operation that takes one away.
    pub delete: &'static OperationSchema,
    /// The member of `create`'s answer that is the resource.
    pub one: &'static str,
    /// The member of `describe`'s answer that lists them.
    pub all: &'static str,
    /// The member that is its id, and what ids begin with: 17 hexadecimal digits follow.
    pub id: (&'static str, &'static str),
    /// The member that is its name, by which `delete` asks for it and its ARN ends; the id where there is none.
    pub name: &'static str,
    /// The member of the request that is its client token.
    pub token: Option<&'static str>,
    /// Members that must be given, though the model does not say so.
    pub required: &'static [&'static str],
    /// Members it has unless others are given.
    pub defaults: &'static [(&'static str, &'static str)],
    /// Members nobody gives.
    pub derived: &'static [(&'static str, Derived)],
    /// Members that name something else, and the refusal where that is not there.
    pub references: &'static [Reference],
    /// What members must be like together; how answers show them differently than the request gives them.
    pub arrange: Arrange,
    /// Lists of `describe` that ask for some of them, with the member each looks at.
    pub asked_by: &'static [(&'static str, &'static str)],
    /// Filters of `describe`: name, and the way to what they look at (lists are looked through).
    pub filters: &'static [(&'static str, &'static [&'static str])],
    /// How many an account may have in a Region.
    pub quota: Quota,
    /// What keeps it from being deleted.
    pub in_use: fn(&World, &KeptResource) -> Result<(), Error>,
    /// One that is not there.
    pub missing: fn(&str) -> Error,
    /// A name that is taken.
    pub duplicate: fn(&str) -> Error,
    /// How its service speaks.
    pub manner: &'static Manner,
}

/// Checks a request, and changes the members that were made of it.
pub type Arrange = fn(&Document, &mut Entries) -> Result<(), Error>;

/// A member nobody gives.
pub enum Derived {
    /// always this
    Text(&'static str),
    /// its ARN
    Arn,
    /// the account it is in
    Account,
}

/// A member that names something else.
pub struct Reference {
    /// The member.
    pub member: &'static str,
    /// Refuses an id of nothing.
    pub check: fn(&World, &Scope, &str) -> Result<(), Error>,
}

/// What the kept resources of a service have in common: its words.
pub struct Manner {
    /// A member that must be given.
    pub required: fn(&str) -> Error,
    /// A rehearsal that would have succeeded.
    pub dry_run: fn() -> Error,
    /// Tags meant for another type.
    pub foreign_tags: fn(&str) -> Error,
    /// Refusals of tags.
    pub tags: &'static TagRules,
    /// A filter that is not known, or has no value.
    pub bad_filter: fn(&str) -> Error,
    /// A number of items outside what a page may have.
    pub page: fn(Option<i64>) -> Result<usize, Error>,
    /// A page token nobody was given.
    pub bad_token: fn() -> Error,
    /// A client token of another request.
    pub other_token: fn(&str) -> Error,
}

impl Kept {
    /// The one of this id or name.
    pub fn find<'w>(&self, world: &'w World, scope: &Scope, named: &str) -> Option<&'w KeptResource> {
        let by_name = world.get(&KeptResource::key_of(scope, self.service, &self.resource(named)));
        let by_id = || {
            world.scan_by::<KeptResource>(scope, &KeptResource::by_id(named), None).map(|(_, it)| it).next()
        };
        let found = by_name.or_else(by_id).map(|record| &**record);
        found.filter(|record| {
            record.type_name == self.type_name && (record.id == named || self.is_called(record, named))
        })
    }

    fn is_called(&self, record: &KeptResource, name: &str) -> bool {
        record.text(self.name) == Some(name)
    }

    fn resource(&self, name: &str) -> String {
        format!("{}/{name}", self.kind)
    }
}

/// A member of a document that is a text with something in it.
fn text<'d>(document: &'d Document, member: &str) -> Option<&'d str> {
    document.get(member).and_then(Document::as_str).filter(|text| !text.is_empty())
}

/// Whether the caller only rehearses.
fn rehearses(input: &Document) -> bool {
    input.get("DryRun") == Some(&Document::Bool(true))
}

/// The lines of the table of operations for types that are kept: `kept_entries![PLACEMENT_GROUP, ...]`, each a `static` [`Kept`].
#[macro_export]
macro_rules! kept_entries {
    ($($row:expr),* $(,)?) => {
        [$(
            $crate::Entry {
                operation: $row.create,
                handler: $crate::Handler::Write(|txn, caller, input| $crate::kept::create(&$row, txn, caller, input)),
            },
            $crate::Entry {
                operation: $row.describe,
                handler: $crate::Handler::Read(|world, caller, input| $crate::kept::describe(&$row, world, caller, input)),
            },
            $crate::Entry {
                operation: $row.delete,
                handler: $crate::Handler::Write(|txn, caller, input| $crate::kept::delete(&$row, txn, caller, input)),
            },
        )*]
    };
}
