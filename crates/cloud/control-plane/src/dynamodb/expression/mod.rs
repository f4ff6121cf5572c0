//! Expressions: conditions, updates, projections, key conditions. In: texts with their names and values. Out: trees, and what
//! they say of an item. Never here: tables, the ledger.
//!
//! ```text
//!   text --lexer--> tokens --parser (condition, update, path)--> tree --evaluate / update / projection--> answer
//! ```
//! Bounds: 4 KB a text and 50 levels of nesting, so that neither parsing nor evaluating can exhaust the stack.

mod condition;
mod evaluate;
mod key_condition;
mod lexer;
mod names;
mod parser;
mod path;
mod projection;
mod reserved;
mod update;
mod update_apply;

pub(crate) use condition::Condition;
pub(crate) use key_condition::{KeyCondition, RangeCondition};
pub(crate) use names::Names;
pub(crate) use projection::Projection;
pub(crate) use update::Update;
