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
    ALARM_RAISE = "alarm:raise"
    BACKUP_MAKE = "backup:make"
    BACKUP_RESTORE = "backup:restore"
    CASE_ACCEPT_COORDINATION = "case:accept_coordination"
    CASE_CLOSE = "case:close"
    CASE_LIST = "case:list"
    CASE_OFFER_COORDINATION = "case:offer_coordination"
    CASE_OPEN = "case:open"
    CASE_PRINT = "case:print"
    CASE_READ = "case:read"
    CASE_REOPEN = "case:reopen"
    CASE_RESTRICT = "case:restrict"
    CASE_SEARCH = "case:search"
    CASE_UNRESTRICT = "case:unrestrict"
    CONFLICT_LIFT = "conflict:lift"
    CONFLICT_LIST = "conflict:list"
    CONFLICT_SET = "conflict:set"
    CONTACT_READ = "contact:read"
    CONTACT_SET = "contact:set"
    DESIGNATION_EDIT = "designation:edit"
    DIRECTORY_EDIT = "directory:edit"
    DIRECTORY_READ = "directory:read"
    DRAFT_DISCARD = "draft:discard"
    DRAFT_LIST = "draft:list"
    DRAFT_OPEN = "draft:open"
    DRAFT_SAVE = "draft:save"
    HUB_CODE_ISSUE = "hub_code:issue"
    KEYS_ROTATE = "keys:rotate"
    MEMBERSHIP_COUNT = "membership:count"
    MEMBER_ASSIGN = "member:assign"
    MEMBER_END = "member:end"
    NOTICE_LIST = "notice:list"
    NOTICE_MARK_SEEN = "notice:mark_seen"
    NOTICE_SEND = "notice:send"
    ON_CALL_EDIT = "on_call:edit"
    OUTBOX_RETRY = "outbox:retry"
    PASSKEY_CODE = "passkey:code"
    PASSKEY_END = "passkey:end"
    PASSKEY_ENROL = "passkey:enrol"
    PERSON_DISABLE = "person:disable"
    RECORD_CORRECT = "record:correct"
    RECORD_FILE = "record:file"
    RECORD_HISTORY = "record:history"
    RECORD_REPORTED = "record:reported"
    RECORD_WITHDRAW = "record:withdraw"
    REFERRAL_ACCEPT = "referral:accept"
    REFERRAL_ACKNOWLEDGE = "referral:acknowledge"
    REFERRAL_ASK = "referral:ask"
    REFERRAL_BRING = "referral:bring"
    REFERRAL_CANCEL = "referral:cancel"
    REFERRAL_COMPLETE = "referral:complete"
    REFERRAL_DECLINE = "referral:decline"
    REFERRAL_LIST = "referral:list"
    REFERRAL_READ = "referral:read"
    REFERRAL_REOPEN = "referral:reopen"
    REFERRAL_REPLY = "referral:reply"
    REFERRAL_SEND = "referral:send"
    REFERRAL_WORK = "referral:work"
    RELEASE_LIST = "release:list"
    RELEASE_NAME_HUB = "release:name_hub"
    RELEASE_PREVIEW = "release:preview"
    RELEASE_RECORD = "release:record"
    RELEASE_REVOKE = "release:revoke"
    REQUEST_ANSWER = "request:answer"
    REQUEST_LIST = "request:list"
    REQUEST_MAKE = "request:make"
    ROSTER_CHANGE = "roster:change"
    ROSTER_CONFIRM = "roster:confirm"
    ROSTER_DECLINE = "roster:decline"
    ROSTER_LOAD = "roster:load"
    ROSTER_PROPOSE = "roster:propose"
    ROSTER_READ = "roster:read"
    SERVICE_EDIT = "service:edit"
    SESSION_END = "session:end"
    SESSION_LIST = "session:list"
    SESSION_START = "session:start"
    STATEMENT_ACCEPT = "statement:accept"
    TEAM_END = "team:end"
    TEAM_INVITE = "team:invite"
    TEAM_READ = "team:read"
    WORK_LIST = "work:list"

    @property
    def noun(self) -> str:
        """What it is done to."""
        return self.value.split(":")[0]

    @property
    def verb(self) -> str:
        """What is done."""
        return self.value.split(":")[1]
