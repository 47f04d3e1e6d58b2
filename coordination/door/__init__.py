"""Room: door. What both doors share: routes with a policy, who is asking, the error pages, headers and log lines."""
