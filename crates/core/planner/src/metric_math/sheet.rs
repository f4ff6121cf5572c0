//! Queries that name each other, worked out in an order in which each finds what it names. In: queries. Out: what each comes to. Never
//! here: what an expression means.

use std::collections::BTreeMap;

use super::evaluate::Desk;
use super::{Expression, Grid, Series, Trouble, Value};

/// Where the values of a query come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A metric.
    Metric(Series),
    /// Other queries.
    Expression(Expression),
}

/// What all queries of a request come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet(BTreeMap<String, Result<Value, Trouble>>);

impl Sheet {
    /// Works out all queries.
    pub fn new(queries: Vec<(String, Source)>, grid: Grid) -> Sheet {
        let metrics: Vec<String> = queries
            .iter()
            .filter(|(_, source)| matches!(source, Source::Metric(_)))
            .map(|(id, _)| id.clone())
            .collect();
        let mut open: BTreeMap<String, Open> = BTreeMap::new();
        let mut known = BTreeMap::new();
        for (id, source) in queries {
            match source {
                Source::Metric(series) => drop(known.insert(id, Ok(Value::Series(series)))),
                Source::Expression(expression) => drop(open.insert(id, Open::new(expression))),
            }
        }
        // What the metrics hold is held, too.
        let mut made = known.values().flatten().map(Value::size).sum();
        while let Some(id) = ready(&open) {
            let Some(next) = open.remove(&id) else { break };
            let mut desk = Desk { grid, known: &known, metrics: &metrics, made };
            let value = desk.value(&next.expression.0);
            made = desk.made;
            known.insert(id, value);
        }
        let cycle = |id| (id, Err(Trouble("the expression depends on itself".to_owned())));
        known.extend(open.into_keys().map(cycle));
        Sheet(known)
    }

    /// What a query comes to.
    pub fn value(&self, id: &str) -> Result<&Value, Trouble> {
        let unknown = || Trouble(format!("the id '{id}' is not among the queries"));
        self.0.get(id).ok_or_else(unknown)?.as_ref().map_err(Clone::clone)
    }

    /// The time series of a query; a number alone is none.
    pub fn series(&self, id: &str) -> Result<Vec<Series>, Trouble> {
        match self.value(id)? {
            Value::Series(series) => Ok(vec![series.clone()]),
            Value::Array(all) => Ok(all.clone()),
            Value::Number(_) => Err(Trouble(
                "it comes to a number, not to a time series; TIME_SERIES makes one of it".to_owned(),
            )),
        }
    }
}

/// An expression that is still to be worked out, and the queries it names.
struct Open {
    expression: Expression,
    names: Vec<String>,
}

impl Open {
    fn new(expression: Expression) -> Open {
        let names = expression.ids().into_iter().map(str::to_owned).collect();
        Open { expression, names }
    }
}

/// An expression that names no other that is still open.
fn ready(open: &BTreeMap<String, Open>) -> Option<String> {
    let is_ready = |one: &Open| one.names.iter().all(|name| !open.contains_key(name));
    open.iter().find(|(_, one)| is_ready(one)).map(|(id, _)| id.clone())
}
