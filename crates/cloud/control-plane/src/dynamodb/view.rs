//! Tables as DynamoDB shows them. In: records. Out: shapes. Item counts are counted when asked for, not six hours old.

use ledger::World;
use model::dynamodb::{BillingMode, Table};
use shapes::Timestamp;
use shapes::dynamodb::{
    AttributeDefinition, BillingModeSummary, KeySchemaElement, ProvisionedThroughputDescription,
    TableClassSummary, TableDescription,
};

use super::scan;

/// What a table is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Active,
    Deleting,
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Status::Active => "ACTIVE",
            Status::Deleting => "DELETING",
        }
    }
}

/// A table; costs a look at each of its items.
pub(crate) fn table(world: &World, table: &Table, status: Status) -> TableDescription {
    let (count, bytes) = scan::items(world, table, None)
        .fold((0_i64, 0_usize), |(count, bytes), item| (count + 1, bytes + item.attributes.size()));
    TableDescription {
        attribute_definitions: Some(definitions(table)),
        billing_mode_summary: billing(table),
        creation_date_time: Some(Timestamp::from_millis(table.created_at.0)),
        deletion_protection_enabled: Some(false),
        item_count: Some(count),
        key_schema: Some(schema(table)),
        provisioned_throughput: Some(ProvisionedThroughputDescription {
            number_of_decreases_today: Some(0),
            read_capacity_units: Some(table.units.0),
            write_capacity_units: Some(table.units.1),
            ..Default::default()
        }),
        table_arn: Some(table.arn()),
        table_class_summary: table
            .class
            .clone()
            .map(|class| TableClassSummary { table_class: Some(class), ..Default::default() }),
        table_id: Some(table.id.clone()),
        table_name: Some(table.name.clone()),
        table_size_bytes: Some(i64::try_from(bytes).unwrap_or(i64::MAX)),
        table_status: Some(status.as_str().to_owned()),
        ..Default::default()
    }
}

fn definitions(table: &Table) -> Vec<AttributeDefinition> {
    let definition = |key: &model::dynamodb::KeyAttribute| AttributeDefinition {
        attribute_name: key.name.clone(),
        attribute_type: key.kind.as_str().to_owned(),
    };
    table.keys().map(definition).collect()
}

fn schema(table: &Table) -> Vec<KeySchemaElement> {
    let element = |(key, kind): (&model::dynamodb::KeyAttribute, &str)| KeySchemaElement {
        attribute_name: key.name.clone(),
        key_type: kind.to_owned(),
    };
    table.keys().zip(["HASH", "RANGE"]).map(element).collect()
}

/// Only shown on demand, as AWS does for a table that was always provisioned.
fn billing(table: &Table) -> Option<BillingModeSummary> {
    (table.billing == BillingMode::PayPerRequest).then(|| BillingModeSummary {
        billing_mode: Some(table.billing.as_str().to_owned()),
        last_update_to_pay_per_request_date_time: Some(Timestamp::from_millis(table.created_at.0)),
    })
}
