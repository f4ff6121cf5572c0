//! In: rows. Out: rows, durable once a call returns. Never here: deciding what a row means; caching.
//!
//! | table | key | attributes |
//! |---|---|---|
//! | orders | `id` | `resource`, `publishedAt` (ms); once fulfilled `fulfilledAt` (ms), `attendee`, `iridium`, `magnesite` |
//! | keys | `keyHash` (SHA-256 of the key, hex) | `attendee` |

use aws_sdk_dynamodb::{
    Client,
    error::{BuildError, ProvideErrorMetadata, SdkError},
    types::{
        AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, PutRequest,
        ScalarAttributeType, TableStatus, WriteRequest,
    },
};
use courier::Backoff;
use orders::{Fulfilment, OrderId, Resource};
use std::{collections::HashMap, fmt, time::Duration};
use tokio::time::sleep;

/// DynamoDB takes no more in one BatchWriteItem.
pub(crate) const MOST_ROWS: usize = 25;
const BACKOFF: Backoff = Backoff { first: Duration::from_millis(30), most: Duration::from_secs(1) };
const ATTEMPTS: u32 = 5;

type Item = HashMap<String, AttributeValue>;

/// The tables did not do what was asked, in words.
#[derive(Debug, Clone)]
pub(crate) struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DynamoDB: {}", self.0)
    }
}

fn failed<E, R>(error: SdkError<E, R>) -> StoreError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: fmt::Debug,
{
    StoreError(courier::explain(&error))
}

fn unbuilt(error: BuildError) -> StoreError {
    StoreError(error.to_string())
}

/// One order as the table holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderRow {
    pub id: OrderId,
    /// `None` in rows that earlier versions wrote for fulfilments that named no order.
    pub resource: Option<Resource>,
    /// Microseconds; the table keeps milliseconds.
    pub published_at: u64,
    pub done: Option<Done>,
}

/// The fulfilled half of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    pub at: u64,
    pub attendee: String,
    pub fulfilment: Fulfilment,
}

/// Both tables.
#[derive(Clone)]
pub(crate) struct Store {
    client: Client,
    orders: String,
    keys: String,
}

impl Store {
    pub(crate) fn new(client: Client, orders: String, keys: String) -> Self {
        Self { client, orders, keys }
    }

    /// Makes what is missing and waits until both tables are ACTIVE.
    pub(crate) async fn prepare(&self) -> Result<(), StoreError> {
        self.prepare_one(&self.orders, "id").await?;
        self.prepare_one(&self.keys, "keyHash").await
    }

    async fn prepare_one(&self, table: &str, key: &str) -> Result<(), StoreError> {
        for look in 0..100_u32 {
            match self.client.describe_table().table_name(table).send().await {
                Ok(found) if found.table().and_then(|t| t.table_status()) == Some(&TableStatus::Active) => {
                    return Ok(());
                }
                Ok(_) => {}
                Err(error) => {
                    let missing =
                        error.as_service_error().is_some_and(|e| e.is_resource_not_found_exception());
                    if !missing || look > 0 {
                        return Err(failed(error));
                    }
                    self.create(table, key).await?;
                }
            }
            sleep(Duration::from_millis(200)).await;
        }
        Err(StoreError(format!("table {table} did not become ACTIVE")))
    }

    async fn create(&self, table: &str, key: &str) -> Result<(), StoreError> {
        let attribute = AttributeDefinition::builder()
            .attribute_name(key)
            .attribute_type(ScalarAttributeType::S)
            .build()
            .map_err(unbuilt)?;
        let schema = KeySchemaElement::builder()
            .attribute_name(key)
            .key_type(KeyType::Hash)
            .build()
            .map_err(unbuilt)?;
        let create = self.client.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
        create.attribute_definitions(attribute).key_schema(schema).send().await.map_err(failed)?;
        Ok(())
    }

    /// Writes up to 25 orders, replacing what the table had for their ids.
    pub(crate) async fn put_orders(&self, rows: &[OrderRow]) -> Result<(), StoreError> {
        let mut writes = Vec::with_capacity(rows.len());
        for row in rows {
            let put = PutRequest::builder().set_item(Some(item(row))).build().map_err(unbuilt)?;
            writes.push(WriteRequest::builder().put_request(put).build());
        }
        for attempt in 0..ATTEMPTS {
            let asked = self.client.batch_write_item().request_items(&self.orders, writes).send().await;
            let left =
                asked.map_err(failed)?.unprocessed_items.and_then(|mut left| left.remove(&self.orders));
            match left {
                Some(left) if !left.is_empty() => writes = left,
                _ => return Ok(()),
            }
            sleep(BACKOFF.delay(attempt, courier::fraction())).await;
        }
        Err(StoreError("rows stayed unprocessed".to_owned()))
    }

    /// The order of that id, as last written.
    pub(crate) async fn order(&self, id: &OrderId) -> Result<Option<OrderRow>, StoreError> {
        let key = AttributeValue::S(id.as_str().to_owned());
        let asked = self.client.get_item().table_name(&self.orders).key("id", key).consistent_read(true);
        Ok(asked.send().await.map_err(failed)?.item.as_ref().and_then(row))
    }

    /// Hands every order to `each`, a page at a time.
    pub(crate) async fn all_orders(&self, mut each: impl FnMut(OrderRow)) -> Result<(), StoreError> {
        let mut pages = self.client.scan().table_name(&self.orders).into_paginator().send();
        while let Some(page) = pages.next().await {
            page.map_err(failed)?.items().iter().filter_map(row).for_each(&mut each);
        }
        Ok(())
    }

    /// Writes the hash of a key and whose it is.
    pub(crate) async fn put_key(&self, hash: &str, attendee: &str) -> Result<(), StoreError> {
        let put = self.client.put_item().table_name(&self.keys);
        let put = put.item("keyHash", AttributeValue::S(hash.to_owned()));
        put.item("attendee", AttributeValue::S(attendee.to_owned())).send().await.map_err(failed)?;
        Ok(())
    }

    /// Whose key has that hash.
    pub(crate) async fn key_owner(&self, hash: &str) -> Result<Option<String>, StoreError> {
        let asked = self.client.get_item().table_name(&self.keys);
        let asked = asked.key("keyHash", AttributeValue::S(hash.to_owned())).consistent_read(true);
        Ok(asked.send().await.map_err(failed)?.item.as_ref().and_then(|item| text(item, "attendee")))
    }

    /// Every attendee with a key.
    pub(crate) async fn attendees(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        let mut pages = self.client.scan().table_name(&self.keys).into_paginator().send();
        while let Some(page) = pages.next().await {
            names.extend(page.map_err(failed)?.items().iter().filter_map(|item| text(item, "attendee")));
        }
        Ok(names)
    }
}

fn item(row: &OrderRow) -> Item {
    let words = |text: &str| AttributeValue::S(text.to_owned());
    let number = |n: u64| AttributeValue::N(n.to_string());
    let mut item = Item::from([
        ("id".to_owned(), words(row.id.as_str())),
        ("resource".to_owned(), words(row.resource.map_or("unnamed", Resource::name))),
        ("publishedAt".to_owned(), number(row.published_at / 1_000)),
    ]);
    if let Some(done) = &row.done {
        item.insert("fulfilledAt".to_owned(), number(done.at / 1_000));
        item.insert("attendee".to_owned(), words(&done.attendee));
        item.insert("iridium".to_owned(), number(done.fulfilment.iridium));
        item.insert("magnesite".to_owned(), number(done.fulfilment.magnesite));
    }
    item
}

fn row(item: &Item) -> Option<OrderRow> {
    let millis = |name: &str| number(item, name).map(|ms| ms.saturating_mul(1_000));
    let done = millis("fulfilledAt").map(|at| Done {
        at,
        attendee: text(item, "attendee").unwrap_or_default(),
        fulfilment: Fulfilment {
            iridium: number(item, "iridium").unwrap_or(0),
            magnesite: number(item, "magnesite").unwrap_or(0),
        },
    });
    Some(OrderRow {
        id: OrderId::parse(&text(item, "id")?).ok()?,
        resource: Resource::from_name(&text(item, "resource")?),
        published_at: millis("publishedAt")?,
        done,
    })
}

fn text(item: &Item, name: &str) -> Option<String> {
    item.get(name)?.as_s().ok().cloned()
}

fn number(item: &Item, name: &str) -> Option<u64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_survive_the_table() {
        let open = OrderRow {
            id: OrderId::parse("a").unwrap(),
            resource: Some(Resource::Bundle),
            published_at: 1_700_000_000_123_000,
            done: None,
        };
        assert_eq!(row(&item(&open)), Some(open.clone()));
        let fulfilment = Fulfilment { iridium: 1, magnesite: 2 };
        let done = Some(Done { at: 5_000, attendee: "mia".to_owned(), fulfilment });
        let unnamed = OrderRow { resource: None, done, ..open };
        assert_eq!(row(&item(&unnamed)), Some(unnamed.clone()));
        assert_eq!(row(&Item::new()), None);
    }
}
