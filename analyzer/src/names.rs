//! Functions of the project's own whose meaning cannot be seen in the sources, as their owners declare it.

use std::fmt;
use std::str::FromStr;

/// What functions of the project's own mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Functions that end an object's life, beside those that are known by their first word.
    pub teardown: Vec<FuncName>,
    /// Functions that set an object up anew.
    pub reset: Vec<FuncName>,
    /// Functions that run the functions they are given on goroutines. A method's receiver stands for the group of them.
    pub spawners: Vec<FuncName>,
    /// Functions that return only when the goroutines of their receiver (or first argument) have ended: those that a
    /// spawner has started on it, and those that use it.
    pub waiters: Vec<FuncName>,
    /// Functions that lock and unlock their receiver (or first argument).
    pub lockers: Vec<Locker>,
}

/// A function that locks something and the one that unlocks it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locker {
    /// Locks.
    pub lock: FuncName,
    /// Unlocks.
    pub unlock: FuncName,
    /// Whether others may hold the lock at the same time, as with `RLock`.
    pub shared: bool,
}

/// The name of a function or method, as much of it as is needed: `Drain`, `Pool.Drain`, `pool.Pool.Drain`,
/// `example.com/pool.Pool.Drain`. The form of reports, `(*Pool).Drain`, is understood too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FuncName {
    /// The import path, if it is given whole.
    import_path: Option<Box<str>>,
    /// What else stands before the name: a type, a package's last element, or that and a type.
    before: Vec<Box<str>>,
    name: Box<str>,
}

impl FuncName {
    /// The last part: the name of the function itself.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is the name of that function: a method of `type_name`, or a plain function if that is empty.
    #[must_use]
    pub fn matches(&self, import_path: &str, type_name: &str, function: &str) -> bool {
        if *self.name != *function {
            return false;
        }
        let package = || import_path.rsplit('/').next().unwrap_or_default();
        match (&self.import_path, &self.before[..]) {
            (Some(path), []) => **path == *import_path && type_name.is_empty(),
            (Some(path), [ty]) => **path == *import_path && **ty == *type_name,
            (None, []) => true,
            (None, [one]) if type_name.is_empty() => **one == *package(),
            (None, [ty]) => **ty == *type_name,
            (None, [pkg, ty]) => **pkg == *package() && **ty == *type_name,
            _ => false,
        }
    }
}

impl FromStr for FuncName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let complain = || {
            format!(
                "`{text}` is no function's name: write it like `Drain`, `Pool.Drain` or `example.com/pool.Pool.Drain`"
            )
        };
        let (folder, rest) = match text.rsplit_once('/') {
            Some((folder, rest)) => (Some(folder), rest),
            None => (None, text),
        };
        let plain = rest.replace("(*", "").replace(')', "");
        let mut parts: Vec<Box<str>> = plain.split('.').map(Into::into).collect();
        let is_name = |part: &str| {
            part.chars().all(|c| c.is_alphanumeric() || c == '_')
                && !part.starts_with(|c: char| c.is_ascii_digit())
                && !part.is_empty()
        };
        let name = parts.pop().filter(|name| is_name(name)).ok_or_else(complain)?;
        let import_path = match folder {
            Some(folder) if !parts.is_empty() => {
                // The last element of an import path may have dots of its own: `gopkg.in/yaml.v3.Unmarshal`.
                let ty = parts.last().filter(|part| {
                    parts.len() > 1 && part.chars().next().is_some_and(char::is_alphabetic)
                });
                let versioned = ty.is_some_and(|ty| {
                    ty.strip_prefix('v')
                        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
                });
                let n_package = parts.len() - usize::from(ty.is_some() && !versioned);
                let package = parts.drain(..n_package).collect::<Vec<_>>().join(".");
                Some(format!("{folder}/{package}").into())
            }
            Some(_) => return Err(complain()),
            None => None,
        };
        let at_most = if import_path.is_some() { 1 } else { 2 };
        if parts.len() > at_most || !parts.iter().all(|part| is_name(part)) {
            return Err(complain());
        }
        Ok(Self { import_path, before: parts, name })
    }
}

impl fmt::Display for FuncName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.import_path.iter().chain(&self.before) {
            write!(formatter, "{part}.")?;
        }
        formatter.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::FuncName;

    fn matches(name: &str, function: (&str, &str, &str)) -> bool {
        let name: FuncName = name.parse().unwrap();
        name.matches(function.0, function.1, function.2)
    }

    #[test]
    fn names_match_as_far_as_they_go() {
        let method = ("example.com/pool", "Pool", "Drain");
        let function = ("example.com/pool", "", "Drain");
        for (name, of_method, of_function) in [
            ("Drain", true, true),
            ("Pool.Drain", true, false),
            ("(*Pool).Drain", true, false),
            ("pool.Drain", false, true),
            ("pool.Pool.Drain", true, false),
            ("example.com/pool.Drain", false, true),
            ("example.com/pool.Pool.Drain", true, false),
            ("example.com/pool.(*Pool).Drain", true, false),
            ("example.com/other.Pool.Drain", false, false),
            ("Other.Drain", false, false),
            ("drain", false, false),
        ] {
            assert_eq!(
                (matches(name, method), matches(name, function)),
                (of_method, of_function),
                "{name}"
            );
        }
        assert!(matches("gopkg.in/pool.v3.Run", ("gopkg.in/pool.v3", "", "Run")));
        assert!(matches("gopkg.in/pool.v3.Pool.Run", ("gopkg.in/pool.v3", "Pool", "Run")));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "a b", "a.", ".a", "a..b", "a.b.c.d", "example.com/a", "1a", "x-y", "a/"] {
            assert!(text.parse::<FuncName>().is_err(), "{text}");
        }
        let name: FuncName = "example.com/pool.(*Pool).Drain".parse().unwrap();
        assert_eq!(name.to_string(), "example.com/pool.Pool.Drain");
    }
}
