//! Amazon DynamoDB: tables, items, and the receipts of transactions.
//!
//! In: nothing. Out: plain records. Never here: expressions, limits of the API, indexes.

mod decimal;
mod key;
mod value;

use serde::{Deserialize, Serialize};

pub use decimal::{BadNumber, Decimal, Number};
pub use key::{hash_part, item_id, table_prefix};
pub use value::{Attributes, Blob, Value};

use crate::ecs::words;
use crate::{Key, Record, Scope, Tags, Time, arn::arn};

words! {
    /// What a key attribute holds.
    KeyKind {
        /// Text, ordered by its UTF-8 bytes.
        Text = "S",
        /// A number.
        Number = "N",
        /// Bytes.
        Binary = "B",
    }
}

words! {
    /// How a table is paid for on AWS; changes nothing here.
    BillingMode {
        /// By capacity set aside.
        Provisioned = "PROVISIONED",
        /// By request.
        PayPerRequest = "PAY_PER_REQUEST",
    }
}

/// One attribute of a table's key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyAttribute {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: KeyKind,
}

/// A table. It is ACTIVE as long as it exists: there is nothing to wait for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Account and Region.
    pub scope: Scope,
    /// Unique in its scope: letters, digits and `_.-`.
    pub name: String,
    /// UUID; another one if a table of this name is created again.
    pub id: String,
    /// The partition key.
    pub hash: KeyAttribute,
    /// The sort key.
    pub range: Option<KeyAttribute>,
    /// As its owner chose it.
    pub billing: BillingMode,
    /// Reads and writes a second set aside; 0 on demand.
    pub units: (i64, i64),
    /// `STANDARD_INFREQUENT_ACCESS`, if that was asked for.
    pub class: Option<String>,
    /// The user's tags.
    pub tags: Tags,
    /// When it was created.
    pub created_at: Time,
}

impl Table {
    /// The key of the table of this name.
    pub fn key_of(scope: &Scope, name: &str) -> Key {
        Key::new(scope, name)
    }

    /// `arn:aws:dynamodb:R:A:table/NAME`.
    pub fn arn(&self) -> String {
        arn(&self.scope, "dynamodb", &format!("table/{}", self.name))
    }

    /// Its one or two key attributes, partition key first.
    pub fn keys(&self) -> impl Iterator<Item = &KeyAttribute> {
        std::iter::once(&self.hash).chain(&self.range)
    }
}

impl Record for Table {
    const KIND: &'static str = "dynamodb.table";
    fn key(&self) -> Key {
        Table::key_of(&self.scope, &self.name)
    }
}

/// One item of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Account and Region.
    pub scope: Scope,
    /// Table and key as [`item_id`] writes them: a partition lies together, in the order of its sort key.
    pub id: String,
    /// All its attributes, those of the key included.
    pub attributes: Attributes,
}

impl Record for Item {
    const KIND: &'static str = "dynamodb.item";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.id.as_str())
    }
}

/// That a transaction with a client's token was done, so that a repetition is not done again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Account and Region.
    pub scope: Scope,
    /// The client's token.
    pub token: String,
    /// Digest of what was asked for.
    pub digest: String,
    /// When it was done.
    pub at: Time,
}

impl Record for Receipt {
    const KIND: &'static str = "dynamodb.receipt";
    fn key(&self) -> Key {
        Key::new(&self.scope, self.token.as_str())
    }
}
