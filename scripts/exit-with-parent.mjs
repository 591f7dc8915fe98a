// Loaded into a child process that writes files: it must not go on alone after the process that started it was killed.
process.on("disconnect", () => process.exit(1));
process.channel?.unref();
