package clickhouse

import "huifang/schemas"

// callColumns are the columns of the call itself.
func callColumns() []column {
	call := func(name string, f func(*schemas.Call) any) column {
		return column{name, func(r *row) any { return f(r.call) }}
	}
	file := func(name, key string) column {
		return call(name, func(c *schemas.Call) any { return c.LoanFile.String(key) })
	}
	return []column{
		call("call_id", func(c *schemas.Call) any { return c.ID }),
		{"version", func(r *row) any { return r.version }},
		{"input_sha256", func(r *row) any { return r.source.SHA256 }},
		{"analysis_version", func(r *row) any { return r.analysisVersion }},
		{"rules_version", func(r *row) any { return r.analysis.Rules }},

		call("call_date", func(c *schemas.Call) any { return day(c.CallDate) }),
		call("started_at", func(c *schemas.Call) any { return instant(c.StartedAt) }),
		call("lang", func(c *schemas.Call) any { return c.Lang }),
		call("channel", func(c *schemas.Call) any { return c.Channel }),
		file("borrower", "borrower"),
		call("borrower_id", func(c *schemas.Call) any { return c.BorrowerID }),
		call("loan_id", func(c *schemas.Call) any { return c.LoanID }),
		call("agent_id", func(c *schemas.Call) any { return c.AgentID }),
		call("branch", func(c *schemas.Call) any { return c.Branch }),
		call("industry", func(c *schemas.Call) any { return c.Industry }),
		call("region", func(c *schemas.Call) any { return c.Region }),
		file("product", "product"),
		call("amount", func(c *schemas.Call) any { return amount(c.LoanFile, "amount") }),
		call("balance", func(c *schemas.Call) any { return amount(c.LoanFile, "balance") }),
		call("duration_ms", func(c *schemas.Call) any { return optional(c.DurationMS) }),
		call("recording", func(c *schemas.Call) any { return c.Recording }),

		{"source_format", func(r *row) any { return r.source.Format }},
		{"source_file", func(r *row) any { return r.source.File }},
		{"source_position", func(r *row) any { return r.source.Position }},
		{"source_notes", func(r *row) any { return r.source.Notes }},
		call("role_method", func(c *schemas.Call) any {
			if c.Roles == nil {
				return ""
			}
			return c.Roles.Method
		}),
		call("role_confidence", func(c *schemas.Call) any {
			if c.Roles == nil {
				return (*float32)(nil)
			}
			return narrow(&c.Roles.Confidence)
		}),

		{"alert_level", func(r *row) any { return r.level }},
		{"alert_reasons", func(r *row) any { return r.reasons }},
		{"severity", func(r *row) any { return r.severity }},
		{"signal_count", func(r *row) any { return r.asserted }},
		call("compliance_referral", func(c *schemas.Call) any { return c.ComplianceReferral }),
		followUp("priority", func(f *schemas.FollowUp) any { return f.Priority }),
		followUp("actions", func(f *schemas.FollowUp) any { return f.Actions }),
		followUp("respond_by", func(f *schemas.FollowUp) any { return day(f.RespondBy) }),
		followUp("next_visit", func(f *schemas.FollowUp) any { return day(f.NextVisit) }),
	}
}

// followUp is a column of the follow-up, empty where the call has none.
func followUp(name string, f func(*schemas.FollowUp) any) column {
	return column{name, func(r *row) any {
		if r.call.FollowUp == nil {
			return f(&schemas.FollowUp{})
		}
		return f(r.call.FollowUp)
	}}
}
