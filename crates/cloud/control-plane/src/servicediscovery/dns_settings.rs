//! The `DnsConfig` of a service. In: what a user gave. Out: settings, or InvalidInput. Never here: answers to queries.

use model::cloud_map::{DnsRecord, DnsSettings, RecordType, RoutingPolicy};
use shapes::Error;
use shapes::servicediscovery::{self as wire, errors};

/// Reads and checks it.
pub(crate) fn read(given: wire::DnsConfig) -> Result<DnsSettings, Error> {
    let routing = given.routing_policy.as_deref().and_then(|word| word.parse().ok());
    Ok(DnsSettings {
        routing: routing.unwrap_or(RoutingPolicy::Multivalue),
        records: records(given.dns_records)?,
    })
}

/// A, AAAA, both of these, or SRV alone.
pub(crate) fn records(given: Vec<wire::DnsRecord>) -> Result<Vec<DnsRecord>, Error> {
    let records: Vec<DnsRecord> = given.into_iter().map(record).collect::<Result<_, _>>()?;
    let count = |kind: RecordType| records.iter().filter(|record| record.kind == kind).count();
    let (srv, a, aaaa) = (count(RecordType::Srv), count(RecordType::A), count(RecordType::Aaaa));
    let fits = (srv == 1 && a + aaaa == 0) || (srv == 0 && a <= 1 && aaaa <= 1 && a + aaaa > 0);
    if fits {
        return Ok(records);
    }
    Err(errors::invalid_input("DnsRecords must be one of: A; AAAA; A and AAAA; SRV; CNAME."))
}

fn record(given: wire::DnsRecord) -> Result<DnsRecord, Error> {
    let Ok(kind) = given.r#type.parse() else {
        let text = format!("DNS records of type {} are not in this product; see SCOPE.md", given.r#type);
        return Err(errors::invalid_input(text));
    };
    let ttl = u32::try_from(given.ttl).ok().filter(|ttl| *ttl <= i32::MAX as u32);
    let ttl = ttl.ok_or_else(|| errors::invalid_input("The TTL of a record must be 0 to 2147483647."))?;
    Ok(DnsRecord { kind, ttl })
}
