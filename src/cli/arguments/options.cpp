#include "cli/arguments/options.hpp"

#include <cxxopts.hpp>
#include <memory>

#include "cli/arguments/option_table.hpp"
#include "cli/arguments/option_values.hpp"

namespace mfp::cli {

namespace {

using Arguments = std::span<const std::string>;

cxxopts::Options make_parser() {
  cxxopts::Options parser("msgflo-foreign-participant");
  // They come back as unmatched.
  parser.allow_unrecognised_options();
  auto add = parser.add_options();
  for (const OptionSpec& option : all_options()) {
    std::shared_ptr<cxxopts::Value> value = cxxopts::value<bool>();
    if (!option.argument.empty()) value = cxxopts::value<std::string>();
    add(option.name == "help" ? "h,help" : std::string(option.name), std::string(option.meaning), value);
  }
  return parser;
}

/// Those whose first two words are no files but what the command is about.
constexpr Commands commands_of_two_words{Command::try_message, Command::bind, Command::unbind, Command::send};

/// The two words, which are no options even when they begin with a dash.
std::vector<std::string> take_words(Command command, Arguments& arguments) {
  constexpr std::size_t words = 2;
  if (!commands_of_two_words.has(command) || arguments.size() < words) return {};
  if (arguments[0].starts_with("--") || arguments[1].starts_with("--")) return {};
  std::vector<std::string> taken(arguments.begin(), arguments.begin() + words);
  arguments = arguments.subspan(words);
  return taken;
}

/// The parser quotes with ‘ and ’, all other messages with '.
std::string with_plain_quotes(std::string text) {
  for (const std::string_view quote : {"‘", "’"}) {
    for (std::size_t at = text.find(quote); at != std::string::npos; at = text.find(quote)) {
      text.replace(at, quote.size(), "'");
    }
  }
  return text;
}

core::Result<void> read_options(const std::vector<std::string>& options, ParsedArguments& parsed) {
  std::vector<const char*> argv{"msgflo-foreign-participant"};
  for (const std::string& option : options) argv.push_back(option.c_str());
  try {
    cxxopts::Options parser = make_parser();
    const cxxopts::ParseResult result = parser.parse(static_cast<int>(argv.size()), argv.data());
    if (!result.unmatched().empty()) return core::fail(unknown_option(result.unmatched().front()));
    const bool is_question = result.count("help") > 0 || result.count("version") > 0;
    for (const cxxopts::KeyValue& argument : result.arguments()) {
      const std::string misplaced = is_question ? "" : misplaced_option(argument.key(), parsed.command().command);
      if (!misplaced.empty()) return core::fail(misplaced);
      parsed.add_option(argument.key(), argument.value());
    }
  } catch (const cxxopts::exceptions::exception& error) {
    return core::fail(with_plain_quotes(error.what()));
  }
  return {};
}

}  // namespace

ParsedArguments::Texts ParsedArguments::values(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? Texts() : found->second;
}

std::optional<std::string> ParsedArguments::value(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::nullopt : std::optional(found->second.back());
}

core::Result<ParsedArguments> parse_arguments(const CommandSpec& command, Arguments arguments) {
  ParsedArguments parsed(command);
  parsed.add_words(take_words(command.command, arguments));
  const SplitArguments split = split_arguments(arguments);
  parsed.add_words(split.words);
  if (auto read = read_options(split.options, parsed); !read) return tl::unexpected(read.error());
  if (auto checked = check_values(parsed); !checked) return tl::unexpected(checked.error());
  return parsed;
}

}  // namespace mfp::cli
