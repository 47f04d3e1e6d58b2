-- Migration 0002 on SQLite, frozen as it was written; statements are parted by a line `-- next`.
CREATE TABLE referrals (
  id VARCHAR(32) NOT NULL,
  handle VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  recipient_id VARCHAR(32) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  need VARCHAR(32) NOT NULL,
  urgency VARCHAR(16) NOT NULL,
  agreement VARCHAR(32) NOT NULL,
  no_contact BOOLEAN NOT NULL,
  state VARCHAR(24) NOT NULL,
  standing VARCHAR(24) NOT NULL,
  asked BOOLEAN NOT NULL,
  sent_by VARCHAR(32) NOT NULL,
  sent_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  opened_at BIGINT,
  slot INTEGER,
  CONSTRAINT pk_referrals PRIMARY KEY (id),
  CONSTRAINT uq_referrals_case_id_program_id_recipient_id_kind_need_slot UNIQUE (case_id, program_id, recipient_id, kind, need, slot),
  CONSTRAINT uq_referrals_handle UNIQUE (handle),
  CONSTRAINT fk_referrals_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_referrals_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_referrals_recipient_id_programs FOREIGN KEY(recipient_id) REFERENCES programs (id),
  CONSTRAINT fk_referrals_sent_by_people FOREIGN KEY(sent_by) REFERENCES people (id)
);
-- next
CREATE INDEX ix_referrals_program_id_sent_at ON referrals (program_id, sent_at);
-- next
CREATE INDEX ix_referrals_recipient_id_changed_at ON referrals (recipient_id, changed_at);
-- next
CREATE INDEX ix_referrals_state_urgency_changed_at ON referrals (state, urgency, changed_at);
-- next
CREATE TABLE referral_steps (
  id VARCHAR(32) NOT NULL,
  referral_id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  person_id VARCHAR(32) NOT NULL,
  number INTEGER NOT NULL,
  step VARCHAR(24) NOT NULL,
  reason VARCHAR(32) NOT NULL,
  at BIGINT NOT NULL,
  CONSTRAINT pk_referral_steps PRIMARY KEY (id),
  CONSTRAINT uq_referral_steps_referral_id_number UNIQUE (referral_id, number),
  CONSTRAINT fk_referral_steps_referral_id_referrals FOREIGN KEY(referral_id) REFERENCES referrals (id),
  CONSTRAINT fk_referral_steps_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_referral_steps_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_referral_steps_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
-- next
CREATE TABLE referral_links (
  referral_id VARCHAR(32) NOT NULL,
  record_id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  information_type VARCHAR(64) NOT NULL,
  CONSTRAINT pk_referral_links PRIMARY KEY (referral_id, record_id),
  CONSTRAINT fk_referral_links_referral_id_referrals FOREIGN KEY(referral_id) REFERENCES referrals (id),
  CONSTRAINT fk_referral_links_record_id_records FOREIGN KEY(record_id) REFERENCES records (id),
  CONSTRAINT fk_referral_links_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_referral_links_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE TABLE referral_words (
  step_id VARCHAR(32) NOT NULL,
  referral_id VARCHAR(32) NOT NULL,
  case_id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  key_id VARCHAR(32) NOT NULL,
  body BLOB NOT NULL,
  CONSTRAINT pk_referral_words PRIMARY KEY (step_id),
  CONSTRAINT fk_referral_words_step_id_referral_steps FOREIGN KEY(step_id) REFERENCES referral_steps (id),
  CONSTRAINT fk_referral_words_referral_id_referrals FOREIGN KEY(referral_id) REFERENCES referrals (id),
  CONSTRAINT fk_referral_words_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT fk_referral_words_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE INDEX ix_referral_words_referral_id ON referral_words (referral_id);
