"""Room: door. A Flask that refuses a route without a policy, and answers nothing that no route was declared for.

Every rule carries one `action=`: an Action, or PUBLIC / SIGNED_IN for the few endpoints that policy.py lists. It holds
for each of the rule's methods, the implicit HEAD included; implicit OPTIONS is switched off. The refusal comes when
the rule is made (Misconfigured), so the hub does not start; `check()` looks once more at what reached the map by
another way; the gate denies what is still unknown. Proof: tests/door/test_routes.py plants unpoliced routes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TextIO

from flask import Flask, Response, current_app
from flask.typing import RouteCallable
from werkzeug.routing import Map, Rule
from werkzeug.routing.rules import RuleFactory

from coordination.door.log import Logger, logger
from coordination.door.policy import PUBLIC, PUBLIC_ENDPOINTS, SIGNED_IN, SIGNED_IN_ENDPOINTS, Exempt, RoutePolicy
from coordination.door.shape import OurRequest
from coordination.hub import Hub
from coordination.model.action import Action
from coordination.model.errors import Misconfigured


class PolicedRule(Rule):
    """A rule that knows under which policy it answers."""

    def __init__(
        self,
        string: str,
        *,
        action: RoutePolicy | None = None,
        **options: Any,  # noqa: ANN401 - as Werkzeug's own
    ) -> None:
        super().__init__(string, **options)
        if not isinstance(action, Action | Exempt):
            raise Misconfigured(f"The route {string} names no action, so nobody would judge who may use it.")
        self.action: RoutePolicy = action

    def get_empty_kwargs(self) -> dict[str, Any]:
        """What a copy of this rule is made with."""
        return {**super().get_empty_kwargs(), "action": self.action}


class PolicedMap(Map):
    """A map that takes policed rules only, however they come."""

    def add(self, rulefactory: RuleFactory) -> None:
        """Add rules; Misconfigured if one has no policy."""
        for rule in rulefactory.get_rules(self):
            if not isinstance(rule, PolicedRule):
                raise Misconfigured(f"The route {rule.rule} names no action, so nobody would judge who may use it.")
        super().add(rulefactory)


class Door(Flask):
    """A door of the hub. `hub` is the assembly behind it."""

    url_rule_class = PolicedRule  # type: ignore[assignment] # Flask names the base class; this is one
    url_map_class = PolicedMap
    request_class = OurRequest

    def __init__(self, import_name: str, hub: Hub, *, log_to: TextIO | None = None) -> None:
        super().__init__(import_name, static_folder=None)
        self.hub = hub
        self.log: Logger = logger(hub.settings.log_level, log_to)
        self.page_of: Callable[[str], Response] = _no_pages
        self.refusal_step = 0.0  # seconds; see door/pace.py
        self.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
        # No address is redirected: each answers, or is absent.
        self.url_map.strict_slashes = self.url_map.merge_slashes = self.url_map.redirect_defaults = False

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: RouteCallable | None = None,
        provide_automatic_options: bool | None = None,  # noqa: FBT001 - Flask's own
        **options: Any,  # noqa: ANN401 - Flask's own
    ) -> None:
        """Add a route; Misconfigured without `action=`, or when an unlisted endpoint claims to be exempt."""
        name = str(endpoint or getattr(view_func, "__name__", ""))
        action = options.get("action")
        if provide_automatic_options:
            raise Misconfigured(f"The route {rule} asks for an automatic OPTIONS, which no policy judges.")
        _refuse_exemption(rule, name, action)
        super().add_url_rule(rule, endpoint, view_func, provide_automatic_options=False, **options)

    def policy_of(self, rule: Rule, method: str) -> RoutePolicy:
        """The policy under which this rule answers this method; Misconfigured when there is none."""
        if not isinstance(rule, PolicedRule) or rule.methods is None or method not in rule.methods:
            raise Misconfigured(f"The route {rule.rule} has no policy for {method}.")
        _refuse_exemption(rule.rule, str(rule.endpoint), rule.action)
        return rule.action

    def check(self) -> None:
        """Refuse to start unless every (rule, method) has its policy and every rule answers to a view."""
        for rule in self.url_map.iter_rules():
            for method in sorted(rule.methods or ()):
                self.policy_of(rule, method)
            if not rule.methods or rule.endpoint not in self.view_functions:
                raise Misconfigured(f"The route {rule.rule} answers nothing.")

    def make_default_options_response(self) -> Any:  # noqa: ANN401 - Flask's own
        """Never answered: OPTIONS is not offered."""
        raise Misconfigured("OPTIONS is not offered.")


def current_door() -> Door:
    """The door of this request."""
    door = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - werkzeug's way to it
    if not isinstance(door, Door):
        raise Misconfigured("This application is not a door of the hub.")
    return door


def current_hub() -> Hub:
    """The hub behind the door of this request."""
    return current_door().hub


def _no_pages(name: str) -> Response:
    raise Misconfigured(f"The door has no page for {name}.")


def _refuse_exemption(rule: str, endpoint: str, action: object) -> None:
    lists = {PUBLIC: PUBLIC_ENDPOINTS, SIGNED_IN: SIGNED_IN_ENDPOINTS}
    if isinstance(action, Exempt):
        if endpoint not in lists[action]:
            raise Misconfigured(f"The route {rule} claims to be {action.value}, but its name is not on that list.")
    elif not isinstance(action, Action):
        raise Misconfigured(f"The route {rule} names no action, so nobody would judge who may use it.")
