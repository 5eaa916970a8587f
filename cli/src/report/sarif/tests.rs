//! Tests of the SARIF report.

use serde_json::Value;

use super::unlinked;
use crate::args::Format;
use crate::report::sample::Sample;
use crate::sources::percent_encoded;

fn log(sample: &Sample) -> Value {
    serde_json::from_str(&sample.text(Format::Sarif)).unwrap()
}

#[test]
fn results_are_whole() {
    let log = log(&Sample::new());
    insta::assert_snapshot!(format!("{:#}", log["runs"][0]["results"][0]), @r#"
    {
      "codeFlows": [
        {
          "message": {
            "text": "Two threads that nothing orders."
          },
          "threadFlows": [
            {
              "id": "teardown",
              "locations": [
                {
                  "location": {
                    "logicalLocations": [
                      {
                        "kind": "function",
                        "name": "(*Cache).Close"
                      }
                    ],
                    "message": {
                      "text": "calls `(*Cache).drop`"
                    },
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "close.go",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "region": {
                        "endColumn": 10,
                        "endLine": 11,
                        "startColumn": 2,
                        "startLine": 11
                      }
                    }
                  }
                },
                {
                  "location": {
                    "logicalLocations": [
                      {
                        "kind": "function",
                        "name": "(*Cache).drop"
                      }
                    ],
                    "message": {
                      "text": "writes `c.m`"
                    },
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "close.go",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "region": {
                        "endColumn": 13,
                        "endLine": 16,
                        "startColumn": 10,
                        "startLine": 16
                      }
                    }
                  }
                }
              ],
              "message": {
                "text": "the teardown"
              }
            },
            {
              "id": "goroutine",
              "locations": [
                {
                  "location": {
                    "logicalLocations": [
                      {
                        "kind": "function",
                        "name": "(*Cache).start"
                      }
                    ],
                    "message": {
                      "text": "goroutine started here"
                    },
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "a%20dir/cache.go",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "region": {
                        "endColumn": 13,
                        "endLine": 18,
                        "startColumn": 2,
                        "startLine": 18
                      }
                    }
                  }
                },
                {
                  "location": {
                    "logicalLocations": [
                      {
                        "kind": "function",
                        "name": "(*Cache).scan"
                      }
                    ],
                    "message": {
                      "text": "reads `c.m`"
                    },
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "close.go",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "region": {
                        "endColumn": 19,
                        "endLine": 5,
                        "startColumn": 16,
                        "startLine": 5
                      }
                    }
                  }
                }
              ],
              "message": {
                "text": "the goroutine"
              }
            }
          ]
        }
      ],
      "level": "error",
      "locations": [
        {
          "logicalLocations": [
            {
              "fullyQualifiedName": "example.com/cache.Cache.m",
              "kind": "member",
              "name": "m"
            }
          ],
          "physicalLocation": {
            "artifactLocation": {
              "uri": "close.go",
              "uriBaseId": "%SRCROOT%"
            },
            "region": {
              "endColumn": 13,
              "endLine": 16,
              "startColumn": 10,
              "startLine": 16
            }
          }
        }
      ],
      "message": {
        "text": "`Cache.m` is written by `(*Cache).drop` (reached from `(*Cache).Close`) while the goroutine `(*Cache).scan` may still read it. The goroutine's [read](1) is in `(*Cache).scan`, its [go statement](2) in `(*Cache).start`.\nWhy nothing orders them: `(*Cache).Close` closes `c.stop` (line 10), which asks the goroutine to end and does not wait for it; the wait for `c.wg` (line 12) comes only after the write.\nWhat would: move the wait for `c.wg` (line 12) before the write."
      },
      "partialFingerprints": {
        "closerace/v1": "1c4007e3d6f2d10800be37d107340767"
      },
      "properties": {
        "confidence": "high"
      },
      "relatedLocations": [
        {
          "id": 1,
          "logicalLocations": [
            {
              "kind": "function",
              "name": "(*Cache).scan"
            }
          ],
          "message": {
            "text": "the goroutine reads `c.m`"
          },
          "physicalLocation": {
            "artifactLocation": {
              "uri": "close.go",
              "uriBaseId": "%SRCROOT%"
            },
            "region": {
              "endColumn": 19,
              "endLine": 5,
              "startColumn": 16,
              "startLine": 5
            }
          }
        },
        {
          "id": 2,
          "logicalLocations": [
            {
              "kind": "function",
              "name": "(*Cache).start"
            }
          ],
          "message": {
            "text": "`(*Cache).start` starts the goroutine"
          },
          "physicalLocation": {
            "artifactLocation": {
              "uri": "a%20dir/cache.go",
              "uriBaseId": "%SRCROOT%"
            },
            "region": {
              "endColumn": 13,
              "endLine": 18,
              "startColumn": 2,
              "startLine": 18
            }
          }
        }
      ],
      "ruleId": "iterator-close",
      "ruleIndex": 0
    }
    "#);
}

#[test]
fn run_says_what_was_not_read() {
    let mut log = log(&Sample::new());
    let run = log["runs"][0].as_object_mut().unwrap();
    run.remove("results");
    run["tool"]["driver"]["rules"].as_array_mut().unwrap().clear();
    insta::assert_snapshot!(format!("{log:#}"), @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "runs": [
        {
          "automationDetails": {
            "id": "closerace/"
          },
          "columnKind": "utf16CodeUnits",
          "invocations": [
            {
              "executionSuccessful": true,
              "toolExecutionNotifications": [
                {
                  "level": "warning",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "a%20dir/cache.go",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "endColumn": 3,
                          "endLine": 4,
                          "startColumn": 2,
                          "startLine": 4
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "Parts of this file could not be read; races in them are not found."
                  }
                },
                {
                  "level": "warning",
                  "message": {
                    "text": "b.go: permission denied"
                  }
                },
                {
                  "level": "warning",
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "close.go",
                          "uriBaseId": "%SRCROOT%"
                        },
                        "region": {
                          "endColumn": 4,
                          "endLine": 16,
                          "startColumn": 2,
                          "startLine": 16
                        }
                      }
                    }
                  ],
                  "message": {
                    "text": "`//closerace:ignore all` silences nothing"
                  },
                  "properties": {
                    "about": "unused-ignore"
                  }
                }
              ]
            }
          ],
          "originalUriBaseIds": {
            "%SRCROOT%": {
              "description": {
                "text": "The root of the sources."
              }
            }
          },
          "tool": {
            "driver": {
              "informationUri": "https://crates.io/crates/closerace",
              "name": "closerace",
              "rules": [],
              "semanticVersion": "0.1.0",
              "version": "0.1.0"
            }
          }
        }
      ],
      "version": "2.1.0"
    }
    "#);
}

#[test]
fn rules_are_described_whether_or_not_they_fired() {
    let log = log(&Sample::clean());
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), closerace_rules::RULES.len());
    for rule in rules {
        assert_ne!(rule["id"], rule["name"]);
        assert!(rule["fullDescription"]["text"].as_str().unwrap().len() <= 1024);
    }
}

#[test]
fn no_string_is_empty_and_no_line_is_zero() {
    fn walk(value: &Value) {
        match value {
            Value::String(text) => assert!(!text.is_empty()),
            Value::Null => panic!("null"),
            Value::Array(items) => items.iter().for_each(walk),
            Value::Object(members) => members.iter().for_each(|(key, member)| {
                assert!(key != "startLine" || member.as_u64() > Some(0));
                walk(member);
            }),
            _ => {}
        }
    }
    let mut sample = Sample::new();
    walk(&log(&sample));
    for conflict in &mut sample.analysis.conflicts {
        conflict.spawn.location.line = 0;
        conflict.spawn.function.clear();
        conflict.teardown.trace.last_mut().unwrap().location.line = 0;
    }
    sample.remove_files();
    walk(&log(&sample));
}

#[test]
fn uris_are_encoded_and_brackets_are_no_links() {
    assert_eq!(percent_encoded("a b/ü%.go"), "a%20b/%C3%BC%25.go");
    assert_eq!(unlinked("s.fns[k](x)"), "s.fns\\[k\\](x)");
    assert_eq!(unlinked("s.m[k]"), "s.m[k]");
}

#[test]
fn of_too_many_the_surest_are_kept() {
    let sample = Sample::new();
    let findings = closerace_rules::findings(&sample.analysis, closerace_rules::RULES);
    let (sure, unsure) = (&findings[0], &findings[2]);
    assert!(sure.confidence > unsure.confidence);
    let mut many = vec![unsure.clone(); super::MAX_RESULTS];
    many.extend([sure.clone(), sure.clone()]);
    let kept = super::kept(&many);
    assert_eq!(kept.len(), super::MAX_RESULTS);
    assert_eq!(kept.iter().filter(|finding| finding.confidence == sure.confidence).count(), 2);
    assert!(super::cut(super::MAX_RESULTS).is_none());
    insta::assert_snapshot!(super::cut(many.len()).unwrap(), @"the SARIF report has the surest 5000 of 5002 findings, because code scanning keeps no more");
}
