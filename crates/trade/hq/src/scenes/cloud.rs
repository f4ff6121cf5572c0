//! In: the SDK's requests. Out: answers of a small DynamoDB and SNS kept in memory. Never here: anything a scene does not use.

use courier::{Arrival, Desk, Reply};
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use tokio::sync::mpsc;

type Table = BTreeMap<String, Value>;

pub(super) struct Cloud {
    tables: Mutex<BTreeMap<String, Table>>,
    broken: AtomicBool,
    subscribers: AtomicUsize,
    without_row: AtomicUsize,
    published: mpsc::UnboundedSender<String>,
    orders: tokio::sync::Mutex<mpsc::UnboundedReceiver<String>>,
}

impl Cloud {
    pub(super) fn empty() -> Arc<Self> {
        let (published, orders) = mpsc::unbounded_channel();
        Arc::new(Self {
            tables: Mutex::default(),
            broken: AtomicBool::new(false),
            subscribers: AtomicUsize::new(1),
            without_row: AtomicUsize::new(0),
            published,
            orders: orders.into(),
        })
    }

    /// The id of the next order published.
    pub(super) async fn next_order(&self) -> String {
        self.orders.lock().await.recv().await.unwrap()
    }

    /// Drops what was published so far.
    pub(super) fn forget_orders(&self) {
        while self.orders.try_lock().unwrap().try_recv().is_ok() {}
    }

    pub(super) fn published_without_row(&self) -> usize {
        self.without_row.load(Ordering::SeqCst)
    }

    pub(super) fn break_tables(&self, broken: bool) {
        self.broken.store(broken, Ordering::SeqCst);
    }

    /// How many confirmed subscriptions every topic has.
    pub(super) fn subscribe(&self, subscribers: usize) {
        self.subscribers.store(subscribers, Ordering::SeqCst);
    }

    /// Rows of orders: all, and those fulfilled.
    pub(super) fn rows(&self) -> (usize, usize) {
        let tables = self.tables.lock().unwrap();
        let done = tables["orders"].values().filter(|row| row.get("fulfilledAt").is_some());
        (tables["orders"].len(), done.count())
    }

    /// Every row, as text.
    pub(super) fn everything(&self) -> String {
        format!("{:?}", self.tables.lock().unwrap())
    }

    fn dynamodb(&self, operation: &str, said: &Value) -> (StatusCode, Value) {
        let mut tables = self.tables.lock().unwrap();
        let name = said["TableName"].as_str().unwrap_or_default().to_owned();
        let fine = |value| (StatusCode::OK, value);
        match operation {
            "CreateTable" => {
                tables.insert(name, Table::new());
                fine(json!({}))
            }
            "DescribeTable" if tables.contains_key(&name) => {
                fine(json!({ "Table": { "TableStatus": "ACTIVE" } }))
            }
            "DescribeTable" => (
                StatusCode::BAD_REQUEST,
                json!({ "__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException" }),
            ),
            "BatchWriteItem" => {
                for (table, writes) in said["RequestItems"].as_object().unwrap() {
                    let writes = writes.as_array().unwrap();
                    assert!(writes.len() <= 25);
                    writes.iter().for_each(|w| put(tables.get_mut(table).unwrap(), &w["PutRequest"]["Item"]));
                }
                fine(json!({ "UnprocessedItems": {} }))
            }
            "PutItem" => {
                put(tables.get_mut(&name).unwrap(), &said["Item"]);
                fine(json!({}))
            }
            "GetItem" => match tables[&name].get(&key(said["Key"].as_object().unwrap())) {
                Some(item) => fine(json!({ "Item": item })),
                None => fine(json!({})),
            },
            "Scan" => fine(json!({ "Items": tables[&name].values().collect::<Vec<_>>() })),
            other => panic!("no scene needs {other}"),
        }
    }

    fn attributes(&self) -> String {
        let confirmed = self.subscribers.load(Ordering::SeqCst);
        format!(
            "<GetTopicAttributesResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><GetTopicAttributesResult>\
             <Attributes><entry><key>SubscriptionsConfirmed</key><value>{confirmed}</value></entry></Attributes>\
             </GetTopicAttributesResult></GetTopicAttributesResponse>"
        )
    }

    fn publish(&self, form: &str) -> String {
        let mut done = String::new();
        let ids = form.split('&').filter_map(|pair| pair.split_once(".Id=")).map(|(_, id)| id);
        for id in ids {
            if !self.tables.lock().unwrap()["orders"].contains_key(id) {
                self.without_row.fetch_add(1, Ordering::SeqCst);
            }
            let _ = self.published.send(id.to_owned());
            done.push_str(&format!("<member><Id>{id}</Id><MessageId>m-{id}</MessageId></member>"));
        }
        format!(
            "<PublishBatchResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishBatchResult>\
             <Successful>{done}</Successful><Failed/></PublishBatchResult></PublishBatchResponse>"
        )
    }
}

fn key(key: &Map<String, Value>) -> String {
    key.values().next().unwrap()["S"].as_str().unwrap().to_owned()
}

fn put(table: &mut Table, item: &Value) {
    let id = if item["id"].is_object() { &item["id"] } else { &item["keyHash"] };
    table.insert(id["S"].as_str().unwrap().to_owned(), item.clone());
}

impl Desk for Cloud {
    async fn answer(self: Arc<Self>, arrival: Arrival) -> Reply {
        let Some(target) = arrival.header("x-amz-target") else {
            let form = String::from_utf8(arrival.body.to_vec()).unwrap();
            if form.contains("Action=GetTopicAttributes") {
                return Reply::text(StatusCode::OK, self.attributes()).content("text/xml");
            }
            assert!(form.contains("Action=PublishBatch") && form.contains("orderId"), "{form}");
            return Reply::text(StatusCode::OK, self.publish(&form)).content("text/xml");
        };
        if self.broken.load(Ordering::SeqCst) {
            let refusal = r#"{"__type":"com.amazonaws.dynamodb.v20120810#AccessDeniedException"}"#;
            return Reply::json(StatusCode::BAD_REQUEST, refusal).content("application/x-amz-json-1.0");
        }
        let said = serde_json::from_slice(&arrival.body).unwrap();
        let (status, answer) = self.dynamodb(target.rsplit('.').next().unwrap(), &said);
        Reply::json(status, answer.to_string()).content("application/x-amz-json-1.0")
    }
}
