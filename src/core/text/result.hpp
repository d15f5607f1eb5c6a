#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace mfp::core {

/// What went wrong, as a sentence for a person, without a place; see Diagnostic for one with a place.
struct Error {
  std::string message;

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace mfp::core
