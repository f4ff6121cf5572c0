//! CreateTable: a table of one or two key attributes. It is ACTIVE at once, since there is nothing to wait for.

use ledger::Txn;
use model::dynamodb::{BillingMode, KeyAttribute, KeyKind, Table};
use shapes::Error;
use shapes::dynamodb::{CreateTable, CreateTableInput, CreateTableOutput, errors};

use super::convert::invalid;
use super::{tags, view};
use crate::Caller;
use crate::table::Write;

impl Write for CreateTable {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateTableInput,
    ) -> Result<CreateTableOutput, Error> {
        check_name(&input.table_name)?;
        let (hash, range) = keys(&input)?;
        let (billing, units) = billing(&input)?;
        let table = Table {
            scope: caller.scope.clone(),
            name: input.table_name,
            id: caller.dice.uuid(),
            hash,
            range,
            billing,
            units,
            class: input.table_class.filter(|class| class != "STANDARD"),
            tags: tags::RULES.read(input.tags, "")?,
            created_at: caller.now,
        };
        if txn.world().contains::<Table>(&Table::key_of(&table.scope, &table.name)) {
            return Err(errors::resource_in_use_exception(format!("Table already exists: {}", table.name)));
        }
        txn.put(table.clone());
        Ok(CreateTableOutput {
            table_description: Some(view::table(txn.world(), &table, view::Status::Active)),
        })
    }
}

fn check_name(name: &str) -> Result<(), Error> {
    let good = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    if !(3..=255).contains(&name.len()) || !name.chars().all(good) {
        return Err(Error::validation(
            "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain \
             only the characters a-z, A-Z, 0-9, '_', '-', and '.'",
        ));
    }
    Ok(())
}

/// Partition key and sort key, with the types they were defined with.
fn keys(input: &CreateTableInput) -> Result<(KeyAttribute, Option<KeyAttribute>), Error> {
    let schema = input.key_schema.as_deref().unwrap_or_default();
    let kinds: Vec<&str> = schema.iter().map(|element| element.key_type.as_str()).collect();
    match kinds.as_slice() {
        ["HASH"] | ["HASH", "RANGE"] => {}
        [] => return Err(invalid("No KeySchema was given")),
        ["HASH", _] => return Err(invalid("The second KeySchemaElement is not a RANGE key type")),
        [_] | [_, _] => return Err(invalid("The first KeySchemaElement is not a HASH key type")),
        _ => return Err(invalid("A KeySchema has at most two elements")),
    }
    let mut keys = schema.iter().map(|element| defined(input, &element.attribute_name));
    let hash = keys.next().ok_or_else(|| invalid("No KeySchema was given"))??;
    let range = keys.next().transpose()?;
    if range.as_ref().is_some_and(|range| range.name == hash.name) {
        return Err(Error::validation(
            "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        ));
    }
    if input.attribute_definitions.as_ref().map_or(0, Vec::len) != schema.len() {
        return Err(invalid(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in \
             AttributeDefinitions",
        ));
    }
    Ok((hash, range))
}

fn defined(input: &CreateTableInput, name: &str) -> Result<KeyAttribute, Error> {
    let definitions = input.attribute_definitions.as_deref().unwrap_or_default();
    let Some(found) = definitions.iter().find(|definition| definition.attribute_name == name) else {
        let names: Vec<&str> =
            definitions.iter().map(|definition| definition.attribute_name.as_str()).collect();
        return Err(invalid(&format!(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [{name}], AttributeDefinitions: \
             [{}]",
            names.join(", ")
        )));
    };
    let kind: KeyKind =
        found.attribute_type.parse().map_err(|()| invalid("AttributeType must be S, N or B"))?;
    Ok(KeyAttribute { name: name.to_owned(), kind })
}

fn billing(input: &CreateTableInput) -> Result<(BillingMode, (i64, i64)), Error> {
    let on_demand = input.billing_mode.as_deref() == Some("PAY_PER_REQUEST");
    match (&input.provisioned_throughput, on_demand) {
        (None, true) => Ok((BillingMode::PayPerRequest, (0, 0))),
        (Some(units), false) => {
            Ok((BillingMode::Provisioned, (units.read_capacity_units, units.write_capacity_units)))
        }
        (Some(_), true) => Err(invalid(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        )),
        (None, false) => Err(invalid(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        )),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::Bench;
    use shapes::dynamodb::{AttributeDefinition, KeySchemaElement};

    pub(crate) fn ask(name: &str) -> CreateTableInput {
        let attribute = AttributeDefinition { attribute_name: "id".into(), attribute_type: "S".into() };
        let key = KeySchemaElement { attribute_name: "id".into(), key_type: "HASH".into() };
        CreateTableInput {
            attribute_definitions: Some(vec![attribute]),
            billing_mode: Some("PAY_PER_REQUEST".into()),
            key_schema: Some(vec![key]),
            table_name: name.into(),
            ..Default::default()
        }
    }

    #[test]
    fn a_table_is_active_at_once_and_its_name_taken() {
        let mut bench = Bench::new(&[]);
        let table = bench.write::<CreateTable>(ask("orders")).unwrap().table_description.unwrap();
        assert_eq!(table.table_status.as_deref(), Some("ACTIVE"));
        assert_eq!(table.table_arn.as_deref(), Some("arn:aws:dynamodb:us-west-2:000000000000:table/orders"));
        let again = bench.write::<CreateTable>(ask("orders")).unwrap_err();
        assert_eq!(
            (&*again.code, &*again.message),
            ("ResourceInUseException", "Table already exists: orders")
        );
    }

    #[test]
    fn what_is_wrong_or_not_supported_is_named() {
        let mut bench = Bench::new(&[]);
        let mut words = |input| bench.write::<CreateTable>(input).unwrap_err().message;
        assert!(words(ask("ab")).starts_with("Invalid table/index name."));
        let undefined = CreateTableInput { attribute_definitions: Some(vec![]), ..ask("abc") };
        assert!(words(undefined).contains("Keys: [id], AttributeDefinitions: []"));
        let provisioned = CreateTableInput { billing_mode: None, ..ask("abc") };
        assert!(words(provisioned).contains("must both be specified when BillingMode is PROVISIONED"));
    }
}
