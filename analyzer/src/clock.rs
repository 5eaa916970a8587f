//! What the stages of a run cost.

use std::time::Instant;

/// What one stage has cost.
#[derive(Clone, PartialEq, Debug)]
pub struct Lap {
    /// The stage.
    pub name: &'static str,
    /// How long it took.
    pub seconds: f64,
    /// The memory of the whole process at its end, in bytes, if the system tells.
    pub memory: Option<usize>,
}

/// The most memory that the process has had so far, in bytes. Only Linux tells it to anyone who asks without code of
/// one's own.
#[must_use]
pub fn peak_memory() -> Option<usize> {
    peak_in(&std::fs::read_to_string("/proc/self/status").ok()?)
}

fn peak_in(status: &str) -> Option<usize> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: usize = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib << 10)
}

/// Measures the stages.
pub(crate) struct Clock {
    last: Instant,
    pub(crate) laps: Vec<Lap>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    /// A stage is done.
    pub(crate) fn lap(&mut self, name: &'static str) {
        let now = Instant::now();
        let seconds = now.duration_since(self.last).as_secs_f64();
        let memory = memory_stats::memory_stats().map(|stats| stats.physical_mem);
        self.laps.push(Lap { name, seconds, memory });
        self.last = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_is_measured_once() {
        let mut clock = Clock::new();
        clock.lap("parse");
        clock.lap("link");
        let names: Vec<_> = clock.laps.iter().map(|lap| lap.name).collect();
        assert_eq!(names, ["parse", "link"]);
        assert!(clock.laps.iter().all(|lap| lap.seconds >= 0.0 && lap.memory != Some(0)));
    }

    #[test]
    fn the_peak_is_what_the_system_calls_the_high_water_mark() {
        let status = "Name:\tcloserace\nVmPeak:\t  900 kB\nVmHWM:\t  512 kB\nVmRSS:\t  300 kB\n";
        assert_eq!(peak_in(status), Some(512 << 10));
        assert_eq!(peak_in("Name:\tcloserace\n"), None);
        assert_eq!(peak_in("VmHWM:\tmuch\n"), None);
    }
}
