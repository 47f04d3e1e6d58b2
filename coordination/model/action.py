"""Room: model. Every act and every disclosure the hub knows, as noun:verb, alphabetised.

A route names exactly one of them; the policy has a rule for each; the access log stores them.
"""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What somebody wants to do."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and every decision looks up actions

    ACCESS_LOG_EXPORT = "access_log:export"
    ACCESS_LOG_READ = "access_log:read"
    ACCESS_LOG_VERIFY = "access_log:verify"
    CASE_ACCEPT_COORDINATION = "case:accept_coordination"
    CASE_CLOSE = "case:close"
    CASE_LIST = "case:list"
    CASE_OFFER_COORDINATION = "case:offer_coordination"
    CASE_OPEN = "case:open"
    CASE_READ = "case:read"
    CASE_REOPEN = "case:reopen"
    CASE_RESTRICT = "case:restrict"
    CASE_SEARCH = "case:search"
    CASE_UNRESTRICT = "case:unrestrict"
    CONFLICT_LIFT = "conflict:lift"
    CONFLICT_LIST = "conflict:list"
    CONFLICT_SET = "conflict:set"
    DRAFT_DISCARD = "draft:discard"
    DRAFT_LIST = "draft:list"
    DRAFT_OPEN = "draft:open"
    DRAFT_SAVE = "draft:save"
    FILING_ANSWER = "filing:answer"
    FILING_LIST = "filing:list"
    FILING_READ = "filing:read"
    HUB_CODE_ISSUE = "hub_code:issue"
    MEMBER_ASSIGN = "member:assign"
    MEMBER_END = "member:end"
    RECORD_CORRECT = "record:correct"
    RECORD_FILE = "record:file"
    RECORD_HISTORY = "record:history"
    RECORD_REPORTED = "record:reported"
    RECORD_WITHDRAW = "record:withdraw"
    RELEASE_LIST = "release:list"
    RELEASE_NAME_HUB = "release:name_hub"
    RELEASE_PREVIEW = "release:preview"
    RELEASE_RECORD = "release:record"
    RELEASE_REVOKE = "release:revoke"
    REQUEST_ANSWER = "request:answer"
    REQUEST_LIST = "request:list"
    REQUEST_MAKE = "request:make"
    ROSTER_LOAD = "roster:load"
    SESSION_END = "session:end"
    SESSION_LIST = "session:list"
    SESSION_START = "session:start"
    TEAM_END = "team:end"
    TEAM_INVITE = "team:invite"
    TEAM_READ = "team:read"

    @property
    def noun(self) -> str:
        """What it is done to."""
        return self.value.split(":")[0]

    @property
    def verb(self) -> str:
        """What is done."""
        return self.value.split(":")[1]
