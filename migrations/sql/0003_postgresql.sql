-- Migration 0003 on PostgreSQL, frozen as it was written; statements are parted by a line `-- next`.
CREATE TABLE directory_entries (
  program_id VARCHAR(32) NOT NULL,
  about TEXT NOT NULL,
  reach TEXT NOT NULL,
  business_hours VARCHAR(400) NOT NULL,
  business_number VARCHAR(60) NOT NULL,
  after_hours_number VARCHAR(60) NOT NULL,
  fallback_id VARCHAR(32),
  verified_at TIMESTAMP WITH TIME ZONE,
  verified_by VARCHAR(32),
  CONSTRAINT pk_directory_entries PRIMARY KEY (program_id),
  CONSTRAINT fk_directory_entries_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_directory_entries_fallback_id_programs FOREIGN KEY(fallback_id) REFERENCES programs (id),
  CONSTRAINT fk_directory_entries_verified_by_people FOREIGN KEY(verified_by) REFERENCES people (id)
);
-- next
CREATE TABLE directory_addresses (
  program_id VARCHAR(32) NOT NULL,
  address VARCHAR(300) NOT NULL,
  CONSTRAINT pk_directory_addresses PRIMARY KEY (program_id),
  CONSTRAINT fk_directory_addresses_program_id_directory_entries FOREIGN KEY(program_id) REFERENCES directory_entries (program_id)
);
-- next
CREATE TABLE services (
  id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  name VARCHAR(200) NOT NULL,
  sort VARCHAR(80) NOT NULL,
  needs TEXT NOT NULL,
  areas TEXT NOT NULL,
  languages TEXT NOT NULL,
  about TEXT NOT NULL,
  eligibility TEXT NOT NULL,
  hours VARCHAR(400) NOT NULL,
  number VARCHAR(60) NOT NULL,
  capacity INTEGER,
  available INTEGER,
  available_at TIMESTAMP WITH TIME ZONE,
  certification VARCHAR(200) NOT NULL,
  certified_until VARCHAR(10) NOT NULL,
  since TIMESTAMP WITH TIME ZONE NOT NULL,
  until TIMESTAMP WITH TIME ZONE,
  verified_at TIMESTAMP WITH TIME ZONE,
  verified_by VARCHAR(32),
  CONSTRAINT pk_services PRIMARY KEY (id),
  CONSTRAINT fk_services_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_services_verified_by_people FOREIGN KEY(verified_by) REFERENCES people (id)
);
-- next
CREATE INDEX ix_services_program_id ON services (program_id);
-- next
CREATE TABLE service_terms (
  term VARCHAR(120) NOT NULL,
  sort VARCHAR(80) NOT NULL,
  service_id VARCHAR(32) NOT NULL,
  CONSTRAINT pk_service_terms PRIMARY KEY (term, sort, service_id),
  CONSTRAINT fk_service_terms_service_id_services FOREIGN KEY(service_id) REFERENCES services (id)
);
-- next
CREATE INDEX ix_service_terms_service_id ON service_terms (service_id);
-- next
CREATE TABLE on_call_lines (
  id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  roster VARCHAR(16) NOT NULL,
  person_id VARCHAR(32),
  who VARCHAR(200) NOT NULL,
  number VARCHAR(60) NOT NULL,
  starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_on_call_lines PRIMARY KEY (id),
  CONSTRAINT fk_on_call_lines_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id),
  CONSTRAINT fk_on_call_lines_person_id_people FOREIGN KEY(person_id) REFERENCES people (id)
);
-- next
CREATE INDEX ix_on_call_lines_program_id_ends_at ON on_call_lines (program_id, ends_at);
-- next
CREATE TABLE designations (
  id VARCHAR(32) NOT NULL,
  program_id VARCHAR(32) NOT NULL,
  resource VARCHAR(32) NOT NULL,
  area VARCHAR(5) NOT NULL,
  hours VARCHAR(400) NOT NULL,
  rank INTEGER NOT NULL,
  since TIMESTAMP WITH TIME ZONE NOT NULL,
  until TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_designations PRIMARY KEY (id),
  CONSTRAINT fk_designations_program_id_programs FOREIGN KEY(program_id) REFERENCES programs (id)
);
-- next
CREATE INDEX ix_designations_program_id ON designations (program_id);
-- next
CREATE INDEX ix_designations_resource_area ON designations (resource, area);
