#include "cli/arguments/option_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "core/mqtt/topic.hpp"
#include "core/text/passwords.hpp"

namespace mfp::cli {

namespace {

/// Nothing when it is no number, or outside of 0 (not included) to `largest`.
std::optional<double> positive_number(const std::string& text, double largest) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(number) && number > 0 && number <= largest ? std::optional(number) : std::nullopt;
}

template <auto parse>
core::Result<void> check(const std::string& text) {
  const auto value = parse(text);
  return value ? core::Result<void>() : tl::unexpected(value.error());
}

struct ValueCheck {
  std::string_view option;
  core::Result<void> (*check)(const std::string& text);
};

constexpr std::array<ValueCheck, 8> value_checks{{{"broker", check<parse_broker>},
                                                  {"interval", check<parse_interval>},
                                                  {"speed", check<parse_speed>},
                                                  {"forever", check<parse_forever>},
                                                  {"instance", check<parse_instance>},
                                                  {"wait", check<parse_wait>},
                                                  {"expires", check<parse_expires>},
                                                  {"format", check<parse_format>}}};

}  // namespace

core::Result<core::BrokerUrl> parse_broker(const std::string& text) {
  auto url = core::BrokerUrl::parse(text);
  if (!url) return core::fail("--broker: '" + core::without_passwords(text) + "' " + url.error().message);
  return url;
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

core::Result<std::string> parse_instance(const std::string& text) {
  const bool one_level = text.find('/') == std::string::npos && core::TopicName::parse(text).has_value();
  if (one_level) return text;
  return core::fail("--instance takes one level of a topic, without / + # and not beginning with $; got '" + text +
                    "'");
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

core::Result<declaration::RoleFile> parse_role(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
    return core::fail("--role takes ROLE:FILE, e.g. --role heater:./heater.yaml; got '" + text + "'");
  }
  return declaration::RoleFile{text.substr(0, colon), text.substr(colon + 1)};
}

core::Result<void> check_values(const ParsedArguments& given) {
  if (given.values("only").size() > 1) return core::fail("--only takes one role and stands once");
  for (const ValueCheck& one : value_checks) {
    const auto text = given.value(one.option);
    if (!text) continue;
    if (auto checked = one.check(*text); !checked) return checked;
  }
  // msgflo-register-foreign takes a bare role.
  if (given.command().own_option.name == "role") return {};
  for (const std::string& text : given.values("role")) {
    if (auto checked = check<parse_role>(text); !checked) return checked;
  }
  return {};
}

}  // namespace mfp::cli
