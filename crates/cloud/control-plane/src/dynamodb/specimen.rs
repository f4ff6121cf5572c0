//! A table for the tests of this room and for the fuzz targets. In: nothing. Out: the table.
#![allow(clippy::unwrap_used)]

use model::dynamodb::{BillingMode, KeyAttribute, KeyKind, Table};
use model::{Scope, Tags, Time};

/// Table `t` with partition key `h` (text) and sort key `n` (number), of the caller that unit tests have.
pub(crate) fn table() -> Table {
    Table {
        scope: Scope::new("000000000000", "us-west-2").unwrap(),
        name: "t".into(),
        id: "id".into(),
        hash: KeyAttribute { name: "h".into(), kind: KeyKind::Text },
        range: Some(KeyAttribute { name: "n".into(), kind: KeyKind::Number }),
        billing: BillingMode::PayPerRequest,
        units: (0, 0),
        class: None,
        tags: Tags::new(),
        created_at: Time(1_795_000_000_000),
    }
}
