//! Who a container's program runs as. In: the image's `User` text and its /etc/passwd and /etc/group.
//! Out: numbers. Never here: changing anything.

use std::io;

/// The result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) groups: Vec<u32>,
    pub(super) home: String,
}

/// `user`, `uid`, `user:group`, `uid:gid`; empty is root. Unknown names are errors, unknown numbers are not.
pub(super) fn resolve(user: &str, passwd: &str, group: &str) -> io::Result<Identity> {
    let (user, group_wanted) = user.split_once(':').map_or((user, None), |(u, g)| (u, Some(g)));
    let user = if user.is_empty() { "0" } else { user };
    let number = user.parse::<u32>().ok();
    let line = passwd.lines().map(fields).find(|line| {
        line.first() == Some(&user)
            || (number.is_some() && line.get(2).and_then(|uid| uid.parse().ok()) == number)
    });
    let line = line.unwrap_or_default();
    let uid = line.get(2).and_then(|uid| uid.parse().ok()).or(number).ok_or_else(|| unknown("user", user))?;
    let own_gid = line.get(3).and_then(|gid| gid.parse().ok()).unwrap_or(0);
    let gid = match group_wanted {
        Some(name) => find_group(name, group)?,
        None => own_gid,
    };
    let name = line.first().copied().unwrap_or_default();
    let groups = if group_wanted.is_some() { Vec::new() } else { memberships(name, group) };
    let home =
        line.get(5).filter(|home| !home.is_empty()).copied().unwrap_or(if uid == 0 { "/root" } else { "/" });
    Ok(Identity { uid, gid, groups, home: home.to_owned() })
}

fn find_group(name: &str, group: &str) -> io::Result<u32> {
    let named = group.lines().map(fields).find(|line| line.first() == Some(&name));
    let gid = named.and_then(|line| line.get(2).and_then(|gid| gid.parse().ok()));
    gid.or_else(|| name.parse().ok()).ok_or_else(|| unknown("group", name))
}

fn memberships(name: &str, group: &str) -> Vec<u32> {
    let member = |line: &Vec<&str>| {
        !name.is_empty() && line.get(3).is_some_and(|all| all.split(',').any(|m| m == name))
    };
    group.lines().map(fields).filter(member).filter_map(|line| line.get(2)?.parse().ok()).collect()
}

fn fields(line: &str) -> Vec<&str> {
    line.trim_end().split(':').collect()
}

fn unknown(what: &str, name: &str) -> io::Error {
    let file = if what == "user" { "passwd" } else { "group" };
    io::Error::new(
        io::ErrorKind::NotFound,
        format!("unable to find {what} {name}: no matching entries in {file} file"),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1001:node:/home/node:/bin/sh\n";
    const GROUP: &str = "root:x:0:\nnode:x:1001:\naudio:x:29:node,other\n";

    #[test]
    fn every_spelling() {
        let node = Identity { uid: 1000, gid: 1001, groups: vec![29], home: "/home/node".into() };
        assert_eq!(resolve("node", PASSWD, GROUP).unwrap(), node);
        assert_eq!(resolve("1000", PASSWD, GROUP).unwrap(), node);
        let with_group = resolve("node:audio", PASSWD, GROUP).unwrap();
        assert_eq!((with_group.gid, with_group.groups.len()), (29, 0));
        assert_eq!(resolve("4711:12", "", "").unwrap().uid, 4711);
        assert_eq!(resolve("", "", "").unwrap().home, "/root");
        assert!(resolve("nobody", PASSWD, GROUP).is_err());
        assert!(resolve("node:none", PASSWD, GROUP).is_err());
    }
}
