-- Migration 0001 on SQLite, frozen as it was written; statements are parted by a line `-- next`.
CREATE TABLE act_keys (
  "key" VARCHAR(64) NOT NULL,
  person_id VARCHAR(32) NOT NULL,
  action VARCHAR(64) NOT NULL,
  about VARCHAR(64) NOT NULL,
  result VARCHAR(200) NOT NULL,
  done_at BIGINT NOT NULL,
  CONSTRAINT pk_act_keys PRIMARY KEY ("key"),
  CONSTRAINT uq_act_keys_key_person_id UNIQUE ("key", person_id)
);
-- next
CREATE TABLE agencies (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  slug VARCHAR(64) NOT NULL,
  name VARCHAR(200) NOT NULL,
  government BOOLEAN NOT NULL,
  zone VARCHAR(64) NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  CONSTRAINT pk_agencies PRIMARY KEY (id),
  CONSTRAINT uq_agencies_handle UNIQUE (handle),
  CONSTRAINT uq_agencies_slug UNIQUE (slug)
);
-- next
CREATE TABLE checkpoint (
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_checkpoint PRIMARY KEY (size)
);
-- next
CREATE TABLE concern (
  program VARCHAR(64) NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_concern PRIMARY KEY (program, seq)
)
 WITHOUT ROWID;
-- next
CREATE TABLE disclosure (
  handle VARCHAR(64) NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT pk_disclosure PRIMARY KEY (handle, seq)
)
 WITHOUT ROWID;
-- next
CREATE TABLE entry (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at BIGINT NOT NULL,
  actor VARCHAR(64) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  program VARCHAR(64) NOT NULL,
  action VARCHAR(64) NOT NULL,
  outcome VARCHAR(16) NOT NULL,
  reason VARCHAR(64) NOT NULL,
  session VARCHAR(64) NOT NULL,
  bytes BLOB NOT NULL
);
-- next
CREATE TABLE issuers (
  id VARCHAR(32) NOT NULL,
  url VARCHAR(400) NOT NULL,
  name VARCHAR(200) NOT NULL,
  client_id VARCHAR(200) NOT NULL,
  client_secret BLOB,
  algorithms VARCHAR(200) NOT NULL,
  mfa_acr TEXT NOT NULL,
  mfa_amr TEXT NOT NULL,
  step_up_acr VARCHAR(200) NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  CONSTRAINT pk_issuers PRIMARY KEY (id),
  CONSTRAINT uq_issuers_url UNIQUE (url)
);
-- next
CREATE TABLE leaf (
  seq INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  at BIGINT NOT NULL,
  hash BLOB NOT NULL,
  CONSTRAINT pk_leaf PRIMARY KEY (seq),
  CONSTRAINT uq_leaf_entry UNIQUE (entry)
);
-- next
CREATE TABLE logout_tokens (
  issuer_id VARCHAR(32) NOT NULL,
  jti VARCHAR(255) NOT NULL,
  taken_at BIGINT NOT NULL,
  CONSTRAINT pk_logout_tokens PRIMARY KEY (issuer_id, jti)
);
-- next
CREATE TABLE node (
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  hash BLOB NOT NULL,
  CONSTRAINT pk_node PRIMARY KEY (level, place)
);
-- next
CREATE TABLE sequencer (
  one INTEGER NOT NULL,
  size INTEGER NOT NULL,
  xid INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  floor INTEGER NOT NULL,
  holder VARCHAR(64) NOT NULL,
  until BIGINT,
  CONSTRAINT pk_sequencer PRIMARY KEY (one)
);
-- next
CREATE TABLE agency_keys (
  agency_id VARCHAR(32) NOT NULL,
  wrapped BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_agency_keys PRIMARY KEY (agency_id),
  CONSTRAINT fk_agency_keys_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id)
);
-- next
CREATE TABLE issuer_agencies (
  issuer_id VARCHAR(32) NOT NULL,
  agency_id VARCHAR(32) NOT NULL,
  CONSTRAINT pk_issuer_agencies PRIMARY KEY (issuer_id, agency_id),
  CONSTRAINT fk_issuer_agencies_issuer_id_issuers FOREIGN KEY(issuer_id) REFERENCES issuers (id),
  CONSTRAINT fk_issuer_agencies_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id)
);
-- next
CREATE TABLE people (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  issuer_id VARCHAR(32) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  name VARCHAR(200) NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  CONSTRAINT pk_people PRIMARY KEY (id),
  CONSTRAINT uq_people_issuer_id_subject UNIQUE (issuer_id, subject),
  CONSTRAINT uq_people_handle UNIQUE (handle),
  CONSTRAINT fk_people_issuer_id_issuers FOREIGN KEY(issuer_id) REFERENCES issuers (id)
);
-- next
CREATE TABLE programs (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  agency_id VARCHAR(32) NOT NULL,
  slug VARCHAR(64) NOT NULL,
  name VARCHAR(200) NOT NULL,
  partner_type VARCHAR(64) NOT NULL,
  regimes TEXT NOT NULL,
  jurisdictions TEXT NOT NULL,
  confidential BOOLEAN NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  CONSTRAINT pk_programs PRIMARY KEY (id),
  CONSTRAINT uq_programs_handle UNIQUE (handle),
  CONSTRAINT fk_programs_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id),
  CONSTRAINT uq_programs_slug UNIQUE (slug)
);
-- next
CREATE INDEX ix_programs_agency_id ON programs (agency_id);
-- next
CREATE TABLE appointments (
  id VARCHAR(32) NOT NULL,
  person_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  role VARCHAR(32) NOT NULL,
  title VARCHAR(120) NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  CONSTRAINT pk_appointments PRIMARY KEY (id),
  CONSTRAINT fk_appointments_person_id_people FOREIGN KEY(person_id) REFERENCES people (id),
  CONSTRAINT fk_appointments_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE INDEX ix_appointments_person_id ON appointments (person_id);
-- next
CREATE INDEX ix_appointments_program_id_role ON appointments (program_id, role);
-- next
CREATE TABLE cases (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  reference VARCHAR(16) NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  coordinating_program_id VARCHAR(32) NOT NULL,
  offered_to VARCHAR(32),
  CONSTRAINT pk_cases PRIMARY KEY (id),
  CONSTRAINT uq_cases_handle UNIQUE (handle),
  CONSTRAINT uq_cases_reference UNIQUE (reference),
  CONSTRAINT fk_cases_coordinating_program_id_programs FOREIGN KEY(coordinating_program_id) REFERENCES programs (id),
  CONSTRAINT fk_cases_offered_to_programs FOREIGN KEY(offered_to) REFERENCES programs (id)
);
-- next
CREATE TABLE visits (
  person_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  seen_at BIGINT NOT NULL,
  before_at BIGINT,
  CONSTRAINT pk_visits PRIMARY KEY (person_id, program_id),
  CONSTRAINT fk_visits_person_id_people FOREIGN KEY(person_id) REFERENCES people (id),
  CONSTRAINT fk_visits_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE TABLE conflicts (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  target_kind VARCHAR(16) NOT NULL,
  target_id VARCHAR(32) NOT NULL,
  set_by VARCHAR(32) NOT NULL,
  set_at BIGINT NOT NULL,
  lifted_at BIGINT,
  CONSTRAINT pk_conflicts PRIMARY KEY (id),
  CONSTRAINT uq_conflicts_handle UNIQUE (handle),
  CONSTRAINT fk_conflicts_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_conflicts_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_conflicts_set_by_people FOREIGN KEY(set_by) REFERENCES people (id)
);
-- next
CREATE INDEX ix_conflicts_case_id ON conflicts (case_id);
-- next
CREATE TABLE data_keys (
  id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  information_type VARCHAR(64) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  agency_id VARCHAR(32) NOT NULL,
  wrapped BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_data_keys PRIMARY KEY (id),
  CONSTRAINT fk_data_keys_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_data_keys_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_data_keys_agency_id_agencies FOREIGN KEY(agency_id) REFERENCES agencies (id)
);
-- next
CREATE UNIQUE INDEX uq_data_keys_case ON data_keys (case_id, information_type, program_id);
-- next
CREATE TABLE drafts (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  information_type VARCHAR(64) NOT NULL,
  author_id VARCHAR(32) NOT NULL,
  form VARCHAR(64) NOT NULL,
  form_version INTEGER NOT NULL,
  corrects VARCHAR(32),
  saved_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  key_id VARCHAR(32) NOT NULL,
  body BLOB NOT NULL,
  CONSTRAINT pk_drafts PRIMARY KEY (id),
  CONSTRAINT uq_drafts_handle UNIQUE (handle),
  CONSTRAINT fk_drafts_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_drafts_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_drafts_author_id_people FOREIGN KEY(author_id) REFERENCES people (id)
);
-- next
CREATE INDEX ix_drafts_author_id ON drafts (author_id);
-- next
CREATE TABLE holdings (
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  information_type VARCHAR(64) NOT NULL,
  CONSTRAINT pk_holdings PRIMARY KEY (case_id, program_id, information_type),
  CONSTRAINT fk_holdings_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_holdings_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE TABLE hub_codes (
  digest VARCHAR(64) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  issued_by VARCHAR(32) NOT NULL,
  issued_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  CONSTRAINT pk_hub_codes PRIMARY KEY (digest),
  CONSTRAINT fk_hub_codes_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_hub_codes_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_hub_codes_issued_by_people FOREIGN KEY(issued_by) REFERENCES people (id)
);
-- next
CREATE TABLE invitations (
  id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  invited_program_id VARCHAR(32) NOT NULL,
  invited_at BIGINT NOT NULL,
  CONSTRAINT pk_invitations PRIMARY KEY (id),
  CONSTRAINT fk_invitations_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_invitations_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_invitations_invited_program_id_programs FOREIGN KEY(invited_program_id) REFERENCES programs (id)
);
-- next
CREATE INDEX ix_invitations_case_id ON invitations (case_id);
-- next
CREATE TABLE memberships (
  id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  person_id VARCHAR(32) NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  changed_at BIGINT NOT NULL,
  CONSTRAINT pk_memberships PRIMARY KEY (id),
  CONSTRAINT fk_memberships_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_memberships_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_memberships_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
-- next
CREATE INDEX ix_memberships_case_id_person_id ON memberships (case_id, person_id);
-- next
CREATE INDEX ix_memberships_person_id_program_id_changed_at_case_id ON memberships (person_id, program_id, changed_at, case_id);
-- next
CREATE TABLE places (
  id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  invited_by VARCHAR(32) NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT,
  changed_at BIGINT NOT NULL,
  CONSTRAINT pk_places PRIMARY KEY (id),
  CONSTRAINT fk_places_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_places_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE INDEX ix_places_case_id_program_id ON places (case_id, program_id);
-- next
CREATE INDEX ix_places_program_id_changed_at_case_id ON places (program_id, changed_at, case_id);
-- next
CREATE TABLE records (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  information_type VARCHAR(64) NOT NULL,
  form VARCHAR(64) NOT NULL,
  form_version INTEGER NOT NULL,
  first_id VARCHAR(32) NOT NULL,
  corrects VARCHAR(32),
  current BOOLEAN NOT NULL,
  author_id VARCHAR(32) NOT NULL,
  filed_at BIGINT NOT NULL,
  learned_at BIGINT,
  happened_at BIGINT,
  happened_precision VARCHAR(16) NOT NULL,
  happened_zone VARCHAR(64) NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by VARCHAR(32),
  withdrawn_reason VARCHAR(32),
  key_id VARCHAR(32) NOT NULL,
  body BLOB NOT NULL,
  CONSTRAINT pk_records PRIMARY KEY (id),
  CONSTRAINT uq_records_handle UNIQUE (handle),
  CONSTRAINT fk_records_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_records_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT uq_records_corrects UNIQUE (corrects),
  CONSTRAINT fk_records_corrects_records FOREIGN KEY(corrects) REFERENCES records (id),
  CONSTRAINT fk_records_author_id_people FOREIGN KEY(author_id) REFERENCES people (id)
);
-- next
CREATE INDEX ix_records_case_id_program_id_information_type ON records (case_id, program_id, information_type);
-- next
CREATE INDEX ix_records_first_id ON records (first_id);
-- next
CREATE TABLE releases (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  purpose VARCHAR(64) NOT NULL,
  starts_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  signers_suffice BOOLEAN NOT NULL,
  signers_encoded BOOLEAN NOT NULL,
  names_hub BOOLEAN NOT NULL,
  recorded_by VARCHAR(32) NOT NULL,
  recorded_at BIGINT NOT NULL,
  revoked_at BIGINT,
  revoked_by VARCHAR(32),
  revoked_how VARCHAR(16),
  key_id VARCHAR(32) NOT NULL,
  body BLOB NOT NULL,
  CONSTRAINT pk_releases PRIMARY KEY (id),
  CONSTRAINT uq_releases_handle UNIQUE (handle),
  CONSTRAINT fk_releases_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_releases_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_releases_recorded_by_people FOREIGN KEY(recorded_by) REFERENCES people (id)
);
-- next
CREATE INDEX ix_releases_case_id ON releases (case_id);
-- next
CREATE INDEX ix_releases_program_id_case_id ON releases (program_id, case_id);
-- next
CREATE TABLE requests (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  information_type VARCHAR(64) NOT NULL,
  asking_program_id VARCHAR(32) NOT NULL,
  asked_by VARCHAR(32) NOT NULL,
  asked_at BIGINT NOT NULL,
  purpose VARCHAR(64) NOT NULL,
  answered_at BIGINT,
  answered_by VARCHAR(32),
  answer VARCHAR(16),
  CONSTRAINT pk_requests PRIMARY KEY (id),
  CONSTRAINT uq_requests_handle UNIQUE (handle),
  CONSTRAINT fk_requests_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_requests_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_requests_asking_program_id_programs FOREIGN KEY(asking_program_id) REFERENCES programs (id),
  CONSTRAINT fk_requests_asked_by_people FOREIGN KEY(asked_by) REFERENCES people (id)
);
-- next
CREATE INDEX ix_requests_case_id ON requests (case_id);
-- next
CREATE INDEX ix_requests_program_id_answered_at ON requests (program_id, answered_at);
-- next
CREATE TABLE restrictions (
  id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  set_by VARCHAR(32) NOT NULL,
  set_at BIGINT NOT NULL,
  lifted_at BIGINT,
  CONSTRAINT pk_restrictions PRIMARY KEY (id),
  CONSTRAINT fk_restrictions_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_restrictions_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_restrictions_set_by_people FOREIGN KEY(set_by) REFERENCES people (id)
);
-- next
CREATE INDEX ix_restrictions_case_id ON restrictions (case_id);
-- next
CREATE TABLE sessions (
  token_digest VARCHAR(64) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  person_id VARCHAR(32) NOT NULL,
  appointment_id VARCHAR(32),
  issuer_id VARCHAR(32) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  sid VARCHAR(255) NOT NULL,
  acr VARCHAR(255) NOT NULL,
  started_at BIGINT NOT NULL,
  authenticated_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  stepped_up_until BIGINT,
  locked_at BIGINT,
  ended_at BIGINT,
  ended_reason VARCHAR(32),
  source VARCHAR(64) NOT NULL,
  device VARCHAR(120) NOT NULL,
  client VARCHAR(64) NOT NULL,
  id_token BLOB,
  CONSTRAINT pk_sessions PRIMARY KEY (token_digest),
  CONSTRAINT uq_sessions_handle UNIQUE (handle),
  CONSTRAINT fk_sessions_person_id_people FOREIGN KEY(person_id) REFERENCES people (id),
  CONSTRAINT fk_sessions_appointment_id_appointments FOREIGN KEY(appointment_id) REFERENCES appointments (id),
  CONSTRAINT fk_sessions_issuer_id_issuers FOREIGN KEY(issuer_id) REFERENCES issuers (id)
);
-- next
CREATE INDEX ix_sessions_issuer_id_sid ON sessions (issuer_id, sid);
-- next
CREATE INDEX ix_sessions_issuer_id_subject ON sessions (issuer_id, subject);
-- next
CREATE INDEX ix_sessions_person_id ON sessions (person_id);
-- next
CREATE TABLE release_recipients (
  release_id VARCHAR(32) NOT NULL,
  recipient_id VARCHAR(32) NOT NULL,
  recipient_kind VARCHAR(16) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  CONSTRAINT pk_release_recipients PRIMARY KEY (release_id, recipient_id),
  CONSTRAINT fk_release_recipients_release_id_releases FOREIGN KEY(release_id) REFERENCES releases (id),
  CONSTRAINT fk_release_recipients_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_release_recipients_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE TABLE release_types (
  release_id VARCHAR(32) NOT NULL,
  information_type VARCHAR(64) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  CONSTRAINT pk_release_types PRIMARY KEY (release_id, information_type),
  CONSTRAINT fk_release_types_release_id_releases FOREIGN KEY(release_id) REFERENCES releases (id),
  CONSTRAINT fk_release_types_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_release_types_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE TABLE restriction_names (
  restriction_id VARCHAR(32) NOT NULL,
  person_id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  CONSTRAINT pk_restriction_names PRIMARY KEY (restriction_id, person_id),
  CONSTRAINT fk_restriction_names_restriction_id_restrictions FOREIGN KEY(restriction_id) REFERENCES restrictions (id),
  CONSTRAINT fk_restriction_names_person_id_people FOREIGN KEY(person_id) REFERENCES people (id),
  CONSTRAINT fk_restriction_names_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_restriction_names_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER leaf_no_update BEFORE UPDATE ON leaf BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER leaf_no_delete BEFORE DELETE ON leaf BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER node_no_update BEFORE UPDATE ON node BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER node_no_delete BEFORE DELETE ON node BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER disclosure_no_update BEFORE UPDATE ON disclosure BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER disclosure_no_delete BEFORE DELETE ON disclosure BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER concern_no_update BEFORE UPDATE ON concern BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER concern_no_delete BEFORE DELETE ON concern BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
-- next
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
