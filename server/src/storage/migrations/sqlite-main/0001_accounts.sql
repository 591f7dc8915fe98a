CREATE TABLE `job_applications` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`job_id` text NOT NULL,
	`employer_id` text NOT NULL,
	`pathway_id` text,
	`status` text NOT NULL,
	`delivery` text NOT NULL,
	`receipt` text NOT NULL,
	`application_date` text NOT NULL,
	`interview_at` text,
	`offer_salary` integer,
	`start_date` text,
	`sealed` text NOT NULL,
	`sealed_answer` text,
	`consent_id` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `job_applications_user` ON `job_applications` (`user_id`);--> statement-breakpoint
CREATE INDEX `job_applications_employer` ON `job_applications` (`employer_id`,`status`);--> statement-breakpoint
CREATE TABLE `case_assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`center_id` text NOT NULL,
	`sealed` text NOT NULL,
	`opens_at` text NOT NULL,
	`ends_at` text NOT NULL,
	`closed_at` text
);
--> statement-breakpoint
CREATE INDEX `case_assignments_staff` ON `case_assignments` (`staff_id`);--> statement-breakpoint
CREATE INDEX `case_assignments_user` ON `case_assignments` (`user_id`);--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`target` text NOT NULL,
	`detail` text NOT NULL,
	`request_id` text,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_target` ON `audit` (`target`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`recipient` text NOT NULL,
	`purpose` text NOT NULL,
	`text_version` text NOT NULL,
	`language` text NOT NULL,
	`fields` text NOT NULL,
	`expires` text NOT NULL,
	`given_by` text NOT NULL,
	`given_at` text NOT NULL,
	`withdrawn_at` text
);
--> statement-breakpoint
CREATE INDEX `consents_user` ON `consents` (`user_id`,`recipient`);--> statement-breakpoint
CREATE TABLE `disclosures` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`recipient` text NOT NULL,
	`purpose` text NOT NULL,
	`basis` text NOT NULL,
	`fields` text NOT NULL,
	`message_hash` text,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `disclosures_user` ON `disclosures` (`user_id`,`at`);--> statement-breakpoint
CREATE TABLE `enrollments` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`program_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`pathway_id` text,
	`status` text NOT NULL,
	`delivery` text NOT NULL,
	`receipt` text NOT NULL,
	`requested_at` text NOT NULL,
	`start_on` text,
	`enrollment_date` text,
	`expected_completion_date` text,
	`actual_completion_date` text,
	`credential_earned` text,
	`sealed` text NOT NULL,
	`sealed_answer` text,
	`consent_id` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `enrollments_user` ON `enrollments` (`user_id`);--> statement-breakpoint
CREATE INDEX `enrollments_provider` ON `enrollments` (`provider_id`,`status`);--> statement-breakpoint
CREATE TABLE `outbox_entries` (
	`user_id` text NOT NULL,
	`id` text NOT NULL,
	`device` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`schema_v` integer NOT NULL,
	`body_hash` text NOT NULL,
	`sealed` text NOT NULL,
	`stamp` text NOT NULL,
	`supersedes` text,
	`receipt` text NOT NULL,
	`server_seq` integer NOT NULL,
	`received_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_entries_receipt_unique` ON `outbox_entries` (`receipt`);--> statement-breakpoint
CREATE INDEX `outbox_entries_order` ON `outbox_entries` (`user_id`,`server_seq`);--> statement-breakpoint
CREATE TABLE `feed` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`seq` integer NOT NULL,
	`sealed` text,
	`revoked` integer NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`user_id`, `kind`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_order` ON `feed` (`user_id`,`seq`);--> statement-breakpoint
CREATE INDEX `feed_age` ON `feed` (`at`);--> statement-breakpoint
CREATE TABLE `feed_horizons` (
	`user_id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `handoffs` (
	`entry_id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`user_id` text NOT NULL,
	`sample` integer NOT NULL,
	`partner_reference` text,
	`state` text NOT NULL,
	`sent_at` text,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `handoffs_partner` ON `handoffs` (`partner_id`,`state`);--> statement-breakpoint
CREATE INDEX `handoffs_user` ON `handoffs` (`user_id`);--> statement-breakpoint
CREATE TABLE `identities` (
	`issuer` text NOT NULL,
	`subject_hash` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` text NOT NULL,
	PRIMARY KEY(`issuer`, `subject_hash`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `identities_user` ON `identities` (`user_id`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`user_id` text,
	`sealed` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`run_after_ms` integer NOT NULL,
	`lease_until_ms` integer NOT NULL,
	`lease_owner` text,
	`last_error` text,
	`created_at` text NOT NULL,
	`done_at` text
);
--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`state`,`run_after_ms`);--> statement-breakpoint
CREATE INDEX `jobs_user` ON `jobs` (`user_id`);--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`sealed` text NOT NULL,
	`at` text NOT NULL,
	`read_at` text
);
--> statement-breakpoint
CREATE INDEX `notifications_user` ON `notifications` (`user_id`,`at`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`credential_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`public_key` text NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `passkeys_user` ON `passkeys` (`user_id`);--> statement-breakpoint
CREATE TABLE `pathways` (
	`user_id` text NOT NULL,
	`pathway_id` text NOT NULL,
	`program_id` text,
	`match_score` integer,
	`rank` integer,
	`feedback` text,
	`catalog_version` integer,
	`created_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `pathway_id`)
);
--> statement-breakpoint
CREATE TABLE `person_fields` (
	`user_id` text NOT NULL,
	`key` text NOT NULL,
	`stamp` text NOT NULL,
	`sent_stamp` text NOT NULL,
	`sealed` text NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `person_history` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` text NOT NULL,
	`key` text NOT NULL,
	`stamp` text NOT NULL,
	`sealed` text NOT NULL,
	`replaced_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `person_history_user` ON `person_history` (`user_id`,`key`);--> statement-breakpoint
CREATE INDEX `person_history_age` ON `person_history` (`replaced_at`);--> statement-breakpoint
CREATE TABLE `notification_preferences` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`is_on` integer NOT NULL,
	`stamp` text NOT NULL,
	PRIMARY KEY(`user_id`, `kind`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `push_subscriptions` (
	`endpoint_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`sealed` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `push_subscriptions_user` ON `push_subscriptions` (`user_id`);--> statement-breakpoint
CREATE TABLE `rate_buckets` (
	`key` text PRIMARY KEY NOT NULL,
	`full_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_buckets_age` ON `rate_buckets` (`full_at_ms`);--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`used_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `recovery_codes_user` ON `recovery_codes` (`user_id`);--> statement-breakpoint
CREATE TABLE `refresh_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`created_at` text NOT NULL,
	`used_at` text,
	`successor` text,
	`successor_used_at` text
);
--> statement-breakpoint
CREATE INDEX `refresh_tokens_session` ON `refresh_tokens` (`session_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`access_hash` text NOT NULL,
	`access_expires_at` text NOT NULL,
	`refresh_expires_at` text NOT NULL,
	`absolute_expires_at` text NOT NULL,
	`limited` integer NOT NULL,
	`proved_at` text NOT NULL,
	`device` text NOT NULL,
	`device_hash` text NOT NULL,
	`created_at` text NOT NULL,
	`last_used_at` text NOT NULL,
	`revoked_at` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_access_hash_unique` ON `sessions` (`access_hash`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text,
	`detail` text NOT NULL,
	`expires_at` text NOT NULL,
	`used_at` text
);
--> statement-breakpoint
CREATE INDEX `tickets_expiry` ON `tickets` (`expires_at`);--> statement-breakpoint
CREATE INDEX `tickets_user` ON `tickets` (`user_id`);--> statement-breakpoint
CREATE TABLE `totp` (
	`user_id` text PRIMARY KEY NOT NULL,
	`sealed_secret` text NOT NULL,
	`confirmed_at` text,
	`last_step` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email_hash` text NOT NULL,
	`sealed` text NOT NULL,
	`password_hash` text NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`language` text NOT NULL,
	`email_verified_at` text,
	`guardian` text NOT NULL,
	`terms_version` text NOT NULL,
	`partner_id` text,
	`center_id` text,
	`feed_seq` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_hash_unique` ON `users` (`email_hash`);