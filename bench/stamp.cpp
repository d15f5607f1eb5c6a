#include "stamp.hpp"

#include <charconv>
#include <stdexcept>

namespace bench {

namespace {

std::int64_t number_after(std::string_view& text, std::string_view name) {
  std::int64_t number = 0;
  if (!text.starts_with(name)) throw std::runtime_error("a payload came back changed");
  text.remove_prefix(name.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

std::string payload_of(const Stamp& stamp) {
  return R"({"sent":)" + std::to_string(stamp.sent) + R"(,"route":)" + std::to_string(stamp.route) + R"(,"phase":)" +
         std::to_string(stamp.phase) + R"(,"unit":"celsius","place":"workshop","state":"heating"})";
}

Stamp stamp_of(std::string_view payload) {
  Stamp stamp;
  stamp.sent = number_after(payload, R"({"sent":)");
  stamp.route = number_after(payload, R"(,"route":)");
  stamp.phase = number_after(payload, R"(,"phase":)");
  return stamp;
}

}  // namespace bench
