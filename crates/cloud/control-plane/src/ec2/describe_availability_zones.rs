//! DescribeAvailabilityZones: those of the caller's Region.

use ledger::World;
use model::Tags;
use model::ec2::{self, zone_id};
use shapes::Error;
use shapes::ec2::{
    AvailabilityZone, DescribeAvailabilityZones, DescribeAvailabilityZonesRequest,
    DescribeAvailabilityZonesResult,
};

use super::filters::{Fields, one};
use super::refusals;
use crate::Caller;
use crate::table::Read;

impl Read for DescribeAvailabilityZones {
    fn read(
        _: &World,
        caller: &mut Caller,
        input: DescribeAvailabilityZonesRequest,
    ) -> Result<DescribeAvailabilityZonesResult, Error> {
        let region = caller.scope.region.as_str();
        let zones: Vec<_> = ec2::zones(region).iter().map(|zone| describe(region, zone)).collect();
        let zones = only(zones, input.zone_names, |zone| &zone.zone_name)?;
        let zones = only(zones, input.zone_ids, |zone| &zone.zone_id)?;
        let zones = FIELDS.apply(input.filters, zones)?;
        refusals::dry_run(input.dry_run)?;
        Ok(DescribeAvailabilityZonesResult { availability_zones: Some(zones) })
    }
}

/// Those named, which must all exist.
fn only(
    zones: Vec<AvailabilityZone>,
    named: Option<Vec<String>>,
    name_of: fn(&AvailabilityZone) -> &Option<String>,
) -> Result<Vec<AvailabilityZone>, Error> {
    let Some(named) = named.filter(|named| !named.is_empty()) else { return Ok(zones) };
    let exists = |name: &String| zones.iter().any(|zone| name_of(zone).as_ref() == Some(name));
    if let Some(unknown) = named.iter().find(|name| !exists(name)) {
        return Err(refusals::invalid_value(format!("Invalid availability zone: [{unknown}]")));
    }
    let wanted = |zone: &AvailabilityZone| name_of(zone).as_ref().is_some_and(|name| named.contains(name));
    Ok(zones.into_iter().filter(wanted).collect())
}

fn describe(region: &str, zone: &str) -> AvailabilityZone {
    AvailabilityZone {
        zone_name: Some(zone.to_owned()),
        zone_id: Some(zone_id(region, zone)),
        zone_type: Some("availability-zone".to_owned()),
        region_name: Some(region.to_owned()),
        group_name: Some(format!("{region}-zg-1")),
        network_border_group: Some(region.to_owned()),
        state: Some("available".to_owned()),
        opt_in_status: Some("opt-in-not-required".to_owned()),
        messages: Some(vec![]),
        ..Default::default()
    }
}

static FIELDS: Fields<AvailabilityZone> = Fields {
    named: &[
        ("zone-name", |zone| one(&zone.zone_name)),
        ("zone-id", |zone| one(&zone.zone_id)),
        ("zone-type", |zone| one(&zone.zone_type)),
        ("region-name", |zone| one(&zone.region_name)),
        ("group-name", |zone| one(&zone.group_name)),
        ("state", |zone| one(&zone.state)),
        ("opt-in-status", |zone| one(&zone.opt_in_status)),
    ],
    tags: |_| Tags::new(),
};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ec2::example::Example;

    #[test]
    fn zones_are_named_and_filtered() {
        let mut example = Example::new();
        let mut count = |input| {
            let output = example.read::<DescribeAvailabilityZones>(input);
            output.map(|output| output.availability_zones.unwrap().len())
        };
        assert_eq!(count(Default::default()).unwrap(), 4);
        let filters = Example::filter("zone-name", "us-west-2?");
        let zone_names = Some(vec!["us-west-2a".to_owned()]);
        let input = DescribeAvailabilityZonesRequest { zone_names, filters, ..Default::default() };
        assert_eq!(count(input).unwrap(), 1);
        let zone_names = Some(vec!["us-west-2x".to_owned()]);
        assert!(count(DescribeAvailabilityZonesRequest { zone_names, ..Default::default() }).is_err());
    }
}
