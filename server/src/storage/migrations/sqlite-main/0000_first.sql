CREATE TABLE `imports` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`path_hash` text NOT NULL,
	`accepted` integer NOT NULL,
	`rejected` integer NOT NULL,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `releases` (
	`version` integer PRIMARY KEY NOT NULL,
	`manifest_hash` text NOT NULL,
	`created_at` text NOT NULL,
	`published_at` text NOT NULL,
	`programs` integer NOT NULL,
	`occupations` integer NOT NULL,
	`jobs` integer NOT NULL,
	`partners` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `releases_manifest_hash_unique` ON `releases` (`manifest_hash`);