/**
 * Version of everything that travels between device and server: releases, profiles, requests, answers.
 * 1: first release.
 * 2: accounts, outbox, change feed. Everything of 1 stays as it was.
 */
export const WIRE_VERSION = 2;

/** The oldest version the server still answers. Phones may have been away for months. */
export const OLDEST_SERVED = 1;
