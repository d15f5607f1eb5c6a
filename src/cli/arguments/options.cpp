#include "cli/arguments/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cxxopts.hpp>
#include <memory>
#include <string_view>
#include <utility>

#include "cli/arguments/option_table.hpp"
#include "core/mqtt/topic.hpp"
#include "core/text/passwords.hpp"

namespace mfp::cli {

namespace {

using Texts = std::vector<std::string>;

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

core::Result<declaration::RoleFile> parse_role(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) {
    return core::fail("--role takes ROLE:FILE, e.g. --role heater:./heater.yaml; got '" + std::string(text) + "'");
  }
  return declaration::RoleFile{std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}

/// Nothing when it is no number, or outside of 0 (not included) to `largest`.
std::optional<double> positive_number(const std::string& text, double largest) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(number) && number > 0 && number <= largest ? std::optional(number) : std::nullopt;
}

core::Result<double> parse_interval(const std::string& text) {
  if (const auto seconds = positive_number(text, 86400); seconds && *seconds >= 0.01) return *seconds;
  return core::fail("--interval takes a number of seconds from 0.01 to 86400; got '" + text + "'");
}

core::Result<double> parse_speed(const std::string& text) {
  constexpr double slowest = 0.001;
  if (const auto rate = positive_number(text, 100000); rate && *rate >= slowest) return *rate;
  return core::fail("--speed takes messages a second, 0.001 to 100000; got '" + text + "'");
}

core::Result<bool> parse_forever(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return core::fail("--forever takes true or false; got '" + text + "'");
}

core::Result<double> parse_wait(const std::string& text) {
  if (const auto seconds = positive_number(text, 3600)) return *seconds;
  return core::fail("--wait takes a number of seconds above 0, at most 3600; got '" + text + "'");
}

core::Result<std::uint32_t> parse_expires(const std::string& text) {
  const auto seconds = core::parse_duration(text);
  if (seconds && *seconds > 0) return *seconds;
  return core::fail("--expires takes a time above 0, such as 30s, 5m or 12h; got '" + text + "'");
}

core::Result<GraphFormat> parse_format(const std::string& text) {
  constexpr std::array<std::pair<std::string_view, GraphFormat>, 5> formats{{{"fbp", GraphFormat::fbp},
                                                                             {"json", GraphFormat::json},
                                                                             {"dot", GraphFormat::dot},
                                                                             {"svg", GraphFormat::svg},
                                                                             {"mermaid", GraphFormat::mermaid}}};
  const auto known =
      std::find_if(formats.begin(), formats.end(), [&](const auto& format) { return format.first == text; });
  if (known != formats.end()) return known->second;
  return core::fail("--format takes fbp, json, dot, svg or mermaid; got '" + text + "'");
}

core::Result<std::string> parse_instance(const std::string& text) {
  const bool one_level = text.find('/') == std::string::npos && core::TopicName::parse(text).has_value();
  if (one_level) return text;
  return core::fail("--instance takes one level of a topic, without / + # and not beginning with $; got '" + text +
                    "'");
}

/// The options of the commands about a running system.
core::Result<void> read_live_values(const cxxopts::ParseResult& parsed, Options& options) {
  options.json = parsed.count("json") > 0;
  options.queue = parsed.count("queue") > 0;
  options.raw = parsed.count("raw") > 0;
  options.names = parsed.count("names") > 0;
  if (parsed.count("instance") > 0) {
    auto instance = parse_instance(parsed["instance"].as<std::string>());
    if (!instance) return tl::unexpected(instance.error());
    options.instance = *std::move(instance);
  }
  if (parsed.count("wait") > 0) {
    auto seconds = parse_wait(parsed["wait"].as<std::string>());
    if (!seconds) return tl::unexpected(seconds.error());
    options.wait = *seconds;
  }
  if (parsed.count("expires") > 0) {
    auto seconds = parse_expires(parsed["expires"].as<std::string>());
    if (!seconds) return tl::unexpected(seconds.error());
    options.expires = *seconds;
  }
  if (parsed.count("format") > 0) {
    auto format = parse_format(parsed["format"].as<std::string>());
    if (!format) return tl::unexpected(format.error());
    options.format = *format;
  }
  return {};
}

core::Result<void> read_values(const cxxopts::ParseResult& parsed, Options& options) {
  const auto text = [&](const char* name) -> std::optional<std::string> {
    return parsed.count(name) > 0 ? std::optional(parsed[name].as<std::string>()) : std::nullopt;
  };
  if (parsed.count("only") > 1) return core::fail("--only takes one role and stands once");
  options.only = text("only");
  options.keep_going = parsed.count("keep-going") > 0;
  options.watch = parsed.count("watch") > 0;
  options.tap = parsed.count("tap") > 0;
  options.force = parsed.count("force") > 0;
  options.help = parsed.count("help") > 0;
  options.version = parsed.count("version") > 0;
  options.log_level = text("log-level").value_or(options.log_level);
  if (const auto broker = text("broker")) {
    auto url = core::BrokerUrl::parse(*broker);
    if (!url) return core::fail("--broker: '" + core::without_passwords(*broker) + "' " + url.error().message);
    options.broker = *std::move(url);
  }
  if (const auto interval = text("interval")) {
    auto seconds = parse_interval(*interval);
    if (!seconds) return tl::unexpected(seconds.error());
    options.interval = *seconds;
  }
  if (const auto speed = text("speed")) {
    auto rate = parse_speed(*speed);
    if (!rate) return tl::unexpected(rate.error());
    options.speed = *rate;
  }
  if (const auto forever = text("forever")) {
    auto value = parse_forever(*forever);
    if (!value) return tl::unexpected(value.error());
    options.forever = *value;
  }
  return read_live_values(parsed, options);
}

struct Parsed {
  Options options;
  Texts roles;
};

/// The parser quotes with ‘ and ’, all other messages with '.
std::string with_plain_quotes(std::string text) {
  for (const std::string_view quote : {"‘", "’"}) {
    for (std::size_t at = text.find(quote); at != std::string::npos; at = text.find(quote)) {
      text.replace(at, quote.size(), "'");
    }
  }
  return text;
}

core::Result<Parsed> parse(Command command, std::span<const std::string> arguments, Options defaults) {
  SplitArguments split = split_arguments(arguments);
  std::vector<const char*> argv{"msgflo-foreign-participant"};
  for (const std::string& option : split.options) argv.push_back(option.c_str());
  Parsed parsed{std::move(defaults), {}};
  parsed.options.paths = std::move(split.words);
  try {
    cxxopts::Options parser = make_parser();
    const cxxopts::ParseResult result = parser.parse(static_cast<int>(argv.size()), argv.data());
    if (!result.unmatched().empty()) return core::fail(unknown_option(result.unmatched().front()));
    const bool is_question = result.count("help") > 0 || result.count("version") > 0;
    for (const cxxopts::KeyValue& argument : result.arguments()) {
      const std::string misplaced = is_question ? "" : misplaced_option(argument.key(), command);
      if (!misplaced.empty()) return core::fail(misplaced);
      // The parser itself keeps only the last value of an option.
      if (argument.key() == "role") parsed.roles.push_back(argument.value());
      if (argument.key() == "graph") parsed.options.graphs.push_back(argument.value());
    }
    if (auto read = read_values(result, parsed.options); !read) return tl::unexpected(read.error());
  } catch (const cxxopts::exceptions::exception& error) {
    return core::fail(with_plain_quotes(error.what()));
  }
  return parsed;
}

}  // namespace

core::Result<Options> parse_options(Command command, std::span<const std::string> arguments) {
  auto parsed = parse(command, arguments, {});
  if (!parsed) return tl::unexpected(parsed.error());
  for (const std::string& text : parsed->roles) {
    auto role = parse_role(text);
    if (!role) return tl::unexpected(role.error());
    parsed->options.roles.push_back(*std::move(role));
  }
  return std::move(parsed->options);
}

core::Result<Options> parse_foreign_options(std::span<const std::string> arguments) {
  Options defaults;
  defaults.forever = false;
  auto parsed = parse(Command::run, arguments, std::move(defaults));
  if (!parsed) return tl::unexpected(parsed.error());
  Options& options = parsed->options;
  if (options.help || options.version) return options;
  if (options.paths.size() != 1 || parsed->roles.size() > 1) {
    return core::fail("msgflo-register-foreign takes one file: msgflo-register-foreign --role ROLE FILE");
  }
  // Without a role the file must name its own, as a devices file of one does.
  if (!parsed->roles.empty()) {
    options.roles.push_back({parsed->roles.front(), options.paths.front()});
    options.paths.clear();
  }
  return options;
}

}  // namespace mfp::cli
